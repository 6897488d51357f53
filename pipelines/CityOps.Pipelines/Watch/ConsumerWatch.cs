using System.Diagnostics.Metrics;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Watch;

/// <summary>
/// Compares, from time to time, every consumer's position with the end of the log, keeps what it saw for whoever shows it, and notes what everybody waits for. It reads only; a look
/// that fails leaves the figures of the last one. <see cref="ConsumerGauges"/> shows them as metrics.
/// </summary>
public sealed class ConsumerWatch : BackgroundService
{
    // What is away is asked of nobody, so it is seen far more often than positions, which cost the brokers requests.
    private static readonly TimeSpan OutageStep = TimeSpan.FromSeconds(1);

    private readonly IEventLog _log;
    private readonly IReadOnlyList<WatchedConsumer> _consumers;
    private readonly SharedLook _looks;
    private readonly OutageLog _outages;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private long _awayTicks;
    private readonly CancellationTokenSource _stopped = new();

    public ConsumerWatch(
        IEventLog log, IEnumerable<IConsumerProgress> consumers, IMeterFactory meters, IOptions<WatchOptions> options, TimeProvider time, ILogger<ConsumerWatch> logger)
    {
        _log = log;
        _consumers = [.. consumers.Select(consumer => new WatchedConsumer(consumer, time))];
        var stopped = _stopped.Token;
        _looks = new SharedLook(() => Task.WhenAll(_consumers.Select(consumer => consumer.LookAsync(stopped))));
        _outages = new OutageLog(time, logger);
        _pause = TimeSpan.FromMilliseconds(options.Value.SampleMs);
        _time = time;
        ConsumerGauges.Add(meters, () => Latest.Positions, BufferedBytes);
    }

    /// <summary>What the last looks brought. Asks nobody.</summary>
    public ConsumerSample Latest => new(
        [.. _consumers.SelectMany(consumer => consumer.Positions)],
        _consumers.All(consumer => consumer.At is not null) ? _consumers.Select(consumer => consumer.At).Min() : null,
        Outages());

    /// <summary>Looks now; where that takes longer than <paramref name="patience"/>, since the log does not answer, what the last look brought has to do.</summary>
    public async Task<ConsumerSample> LookAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await _looks.AskAsync().WaitAsync(patience, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The look goes on, and the next one who asks has it.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The process stops.
        }

        return Latest;
    }

    /// <summary>Bytes that this process holds between the log and its workers, by group.</summary>
    public IReadOnlyDictionary<string, long> BufferedBytes() => _consumers.SelectMany(c => c.BufferedBytes)
        .GroupBy(b => b.Key, b => b.Value, StringComparer.Ordinal).ToDictionary(b => b.Key, b => b.Sum(), StringComparer.Ordinal);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _stopped.CancelAsync();
    }

    public override void Dispose()
    {
        _stopped.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await Task.WhenAll(LookAgainAsync(stoppingToken), NoteOutagesAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is the normal end of it.
        }
    }

    private async Task LookAgainAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pause, _time);
        do
        {
            await _looks.AskAsync().WaitAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task NoteOutagesAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(OutageStep, _time);
        do
        {
            _outages.Note(Outages());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // The log's own word comes first. That looks fail, those included that began while it was away, follows from it.
    private IReadOnlyList<Outage> Outages()
    {
        if (_log.Outage is { } away)
        {
            Interlocked.Exchange(ref _awayTicks, _time.GetUtcNow().UtcTicks);
            return [away];
        }

        var lastAway = new DateTimeOffset(Interlocked.Read(ref _awayTicks), TimeSpan.Zero);
        return _consumers.Select(consumer => consumer.Failure).OfType<LookFailure>().Where(failure => failure.Began > lastAway).MinBy(failure => failure.Since) is { } failed
            ? [new Outage("the consumers' positions", failed.Reason, failed.Since)]
            : [];
    }
}
