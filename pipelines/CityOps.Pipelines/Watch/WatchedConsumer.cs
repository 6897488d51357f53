using CityOps.EventLog;
using CityOps.EventLog.Progress;

namespace CityOps.Pipelines.Watch;

/// <summary>One consumer, and what the last look at it brought: a look that fails leaves the positions of the one before.</summary>
internal sealed class WatchedConsumer(IConsumerProgress consumer, TimeProvider time)
{
    private volatile Look? _last;
    private volatile LookFailure? _failure;

    /// <summary>Why the last look failed, and since when looks do; null where it did not.</summary>
    public LookFailure? Failure => _failure;

    /// <summary>When the positions were looked up; null where they never were.</summary>
    public DateTimeOffset? At => _last?.At;

    public IReadOnlyDictionary<string, long> BufferedBytes => consumer.BufferedBytes;

    /// <summary>The positions of the last look that succeeded, with what this process knows since.</summary>
    public IEnumerable<ConsumerPosition> Positions => (_last?.Positions ?? []).Select(position => position.Now(consumer.StatusOf(position.Group, position.Partition)));

    /// <summary>Asks the log and the checkpoints; does not throw, but when it is cancelled.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        try
        {
            _last = new Look(await consumer.PositionsAsync(cancellationToken), began);
            _failure = null;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Only the log's own words are told: another error's message may carry anything.
            _failure = new LookFailure(error is EventLogException ? error.Message : error.GetType().Name, _failure?.Since ?? began, began);
        }
    }

    private sealed record Look(IReadOnlyList<ConsumerPosition> Positions, DateTimeOffset At);
}

/// <summary>Why a look at a consumer failed.</summary>
/// <param name="Since">When the first of the failed looks in a row began, UTC.</param>
/// <param name="Began">When the last of them did.</param>
internal sealed record LookFailure(string Reason, DateTimeOffset Since, DateTimeOffset Began);
