using System.Diagnostics.Metrics;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Watch;

/// <summary>
/// Compares, from time to time, every consumer's position with the end of the log, and shows it as metrics on the meter
/// <c>CityOps.Consumers</c>. It reads only; a look that fails leaves the figures of the last one and is logged.
/// </summary>
public sealed class ConsumerWatch : BackgroundService
{
    private readonly IReadOnlyList<IConsumerProgress> _consumers;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile IReadOnlyList<ConsumerPosition> _latest = [];

    public ConsumerWatch(
        IEnumerable<IConsumerProgress> consumers, IMeterFactory meters, IOptions<WatchOptions> options, TimeProvider time, ILogger<ConsumerWatch> logger)
    {
        _consumers = [.. consumers];
        _pause = TimeSpan.FromMilliseconds(options.Value.SampleMs);
        (_time, _logger) = (time, logger);
        var meter = meters.Create(ConsumerMetrics.Meter);
        meter.CreateObservableGauge("cityops.consumer.lag_messages", () => Of(p => p.LagMessages), "{message}", "Messages that wait.");
        meter.CreateObservableGauge("cityops.consumer.lag_rows", () => Of(p => p.LagRows), "{row}", "Rows that wait, estimated from the rows a message held so far.");
        meter.CreateObservableGauge("cityops.consumer.lag_seconds", () => Of(p => p.LagSeconds ?? 0, p => p.LagSeconds is not null), "s", "Age of what waits.");
        meter.CreateObservableGauge("cityops.consumer.rows_per_second", () => Of(p => p.RowsPerSecond), "{row}/s", "Rows a second over about the last half minute.");
        meter.CreateObservableGauge("cityops.consumer.state", () => Of(p => (long)p.State), "{state}", "0 running, 1 retrying, 2 slow, 3 stopped, 4 worked on elsewhere.");
        meter.CreateObservableCounter("cityops.consumer.retries", () => Of(p => p.Retries), "{attempt}", "Attempts that failed and were repeated.");
        meter.CreateObservableGauge("cityops.consumer.buffered_bytes", Buffered, "By", "Bytes read from the log that no worker has taken yet.");
    }

    /// <summary>Looks now.</summary>
    public async Task<IReadOnlyList<ConsumerPosition>> LookAsync(CancellationToken cancellationToken)
    {
        var positions = new List<ConsumerPosition>();
        foreach (var consumer in _consumers)
        {
            positions.AddRange(await consumer.PositionsAsync(cancellationToken));
        }

        _latest = positions;
        return positions;
    }

    /// <summary>Bytes that this process holds between the log and its workers, by group.</summary>
    public IReadOnlyDictionary<string, long> BufferedBytes() =>
        _consumers.SelectMany(c => c.BufferedBytes).ToDictionary(b => b.Key, b => b.Value, StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(_pause, _time);
        try
        {
            do
            {
                await TryLookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is the normal end of it.
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _logger.LogWarning("The consumers' positions could not be read: {Reason}", error.Message);
        }
    }

    private IEnumerable<Measurement<T>> Of<T>(Func<ConsumerPosition, T> value, Func<ConsumerPosition, bool>? when = null)
        where T : struct =>
        _latest.Where(p => when?.Invoke(p) ?? true).Select(p => new Measurement<T>(
            value(p), new("group", p.Group), new("topic", p.Partition.Topic), new KeyValuePair<string, object?>("partition", p.Partition.Partition)));

    private IEnumerable<Measurement<long>> Buffered() => BufferedBytes().Select(b => new Measurement<long>(b.Value, new KeyValuePair<string, object?>("group", b.Key)));
}
