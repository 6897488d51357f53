using System.Threading.Channels;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Ingest.Appending;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>The rows and letters of one message on their way to the log.</summary>
/// <param name="Durable">Called once all of them are in the log for good; it must not wait.</param>
internal sealed record LaneItem(IReadOnlyList<TruckPosition> Rows, DeadLetter? Letter, Action Durable);

/// <summary>
/// Appends positions of all connections together, by age and by size, on the same way that uploads take. While the log is not available it tries again:
/// nothing is answered meanwhile, so that terminals keep what they have and send it again.
/// </summary>
internal sealed class PositionLane(
    ContractCatalog contracts, ContractAppender appender, Quarantine quarantine, Jt808Metrics metrics, TimeProvider time, IOptions<Jt808Options> options, ILogger<PositionLane> logger)
{
    private const int MaxWaiting = 1_024;

    private readonly Channel<LaneItem> _waiting = Channel.CreateBounded<LaneItem>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly RetryDelays _delays = new(50, 5_000, new Random());

    public ValueTask EnqueueAsync(LaneItem item, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(item, cancellationToken);

    /// <summary>Appends until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var age = TimeSpan.FromMilliseconds(options.Value.MaxBatchAgeMs);
        var items = new List<LaneItem>();
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            var since = time.GetTimestamp();
            items.Clear();
            var rows = Drain(items, 0);
            if (rows < options.Value.MaxBatchPositions && age > TimeSpan.Zero)
            {
                await Task.Delay(age, time, cancellationToken);
                rows = Drain(items, rows);
            }

            await AppendAsync(items, cancellationToken);
            metrics.Positions(rows, time.GetElapsedTime(since));
            foreach (var item in items)
            {
                item.Durable();
            }
        }
    }

    private int Drain(List<LaneItem> items, int rows)
    {
        while (rows < options.Value.MaxBatchPositions && _waiting.Reader.TryRead(out var item))
        {
            items.Add(item);
            rows += item.Rows.Count;
        }

        return rows;
    }

    private async Task AppendAsync(List<LaneItem> items, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await AppendOnceAsync(items, cancellationToken);
                return;
            }
            catch (EventLogException failure)
            {
                if (attempt == 0)
                {
                    logger.LogError(failure, "Positions cannot be appended; they are tried again, and no terminal is answered meanwhile");
                }

                await Task.Delay(_delays.Of(attempt), time, cancellationToken);
            }
        }
    }

    private async Task AppendOnceAsync(List<LaneItem> items, CancellationToken cancellationToken)
    {
        var contract = contracts["truck-positions"];
        using var rows = new DecodedRows(RowBatch.From(items.SelectMany(item => item.Rows)), []);
        await appender.AppendAsync(contract, rows, Quarantine.Prefix, new AppendReceipt(), cancellationToken);
        if (items.Select(item => item.Letter).OfType<DeadLetter>().ToList() is { Count: > 0 } letters)
        {
            await quarantine.AppendAsync(contract.Topic, letters, cancellationToken);
        }
    }
}
