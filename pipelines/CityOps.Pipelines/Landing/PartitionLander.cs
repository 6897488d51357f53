using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Landing;

/// <summary>
/// Lands one partition: persists the range it is about to insert, inserts, derives, advances. A range that was found pending goes in
/// again. The protocol and why it holds: docs/decisions/0003-exactly-once-effects.md.
/// </summary>
internal sealed class PartitionLander(LandingRoute route, Checkpoint start, LandingDependencies dependencies, PartitionStatus status) : IPartitionWorker
{
    private readonly LandingColumns _columns = new(route.Schema);
    private readonly CheckpointOwner _owner = start.Owner;
    private readonly IDerivation? _derivation = route.Derivation?.Invoke();

    // Rows before this offset may be in the table already.
    private readonly long _pendingTo = start.Pending?.To ?? start.NextOffset;

    public async Task RunAsync(PartitionQueue queue, CancellationToken cancellationToken)
    {
        while (await queue.TakeAsync(dependencies.BatchLimits, Timeout.InfiniteTimeSpan, cancellationToken) is { } messages)
        {
            if (messages.FirstOrDefault(batch => !string.Equals(batch.LogId, start.LogId, StringComparison.Ordinal)) is { } foreign)
            {
                status.Stop($"it belongs to log '{foreign.LogId}', the checkpoint to log '{start.LogId}'");
                return;
            }

            using var batch = LandingBatch.Decode(messages, route, _columns, dependencies.DeadLetters);
            if (await LandAsync(batch, cancellationToken) is CheckpointWrite.Fenced)
            {
                status.Stop("another process has taken it over");
                return;
            }

            status.Landed(batch.NextOffset, batch.RowCount, batch.LastAppendedAt);
            dependencies.Metrics.Landed(route.Topic, batch.RowCount, batch.DeadLetters.Count);
        }
    }

    // Only the kind of the error: its message may carry a row's values.
    public void Failed(Exception error) => status.Stop($"{error.GetType().Name} ended the work on it; the log says more. A restart tries again");

    public void Left() => status.Leave();

    /// <summary>Lands one batch.</summary>
    /// <returns>Fenced: another owner goes on from its own checkpoint, and nothing more may be written.</returns>
    internal async ValueTask<CheckpointWrite> LandAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        var pending = new PendingRange(batch.NextOffset, ReadOnlyMemory<byte>.Empty);
        var write = await RetryAsync("Recording what is about to land", async (_, token) => await dependencies.Checkpoints.PersistPendingAsync(_owner, pending, token), cancellationToken);
        if (write is CheckpointWrite.Fenced)
        {
            return write;
        }

        dependencies.CrashPoints.Reach(CrashPoint.RangePersisted);
        await WriteAsync(batch, cancellationToken);
        write = await RetryAsync("Advancing the checkpoint", async (_, token) => await dependencies.Checkpoints.AdvanceAsync(_owner, batch.NextOffset, state: null, token), cancellationToken);
        dependencies.CrashPoints.Reach(CrashPoint.Advanced);
        return write;
    }

    private async ValueTask WriteAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        if (batch.DeadLetters.Count > 0)
        {
            await RetryAsync("Appending dead letters", async (_, token) => await DeadLetterAsync(batch, token), cancellationToken);
            dependencies.CrashPoints.Reach(CrashPoint.DeadLettersAppended);
        }

        if (batch.Rows.Count == 0)
        {
            return;
        }

        var again = batch.FirstOffset < _pendingTo;
        await RetryAsync("Inserting into " + route.Table, async (attempt, token) => await InsertAsync(batch, again || attempt > 0, token), cancellationToken);
        dependencies.CrashPoints.Reach(CrashPoint.Inserted);
        if (_derivation is not null)
        {
            await RetryAsync("Deriving from " + route.Table, async (_, token) => await DeriveAsync(batch, token), cancellationToken);
            dependencies.CrashPoints.Reach(CrashPoint.Derived);
        }
    }

    private async ValueTask<bool> DeadLetterAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        await dependencies.DeadLetters.AppendAsync(batch.Partition, batch.DeadLetters, cancellationToken);
        return true;
    }

    private async ValueTask<bool> InsertAsync(LandingBatch batch, bool again, CancellationToken cancellationToken)
    {
        await dependencies.Warehouse.InsertAsync(route.Table, batch.Rows, again ? InsertMode.Again : InsertMode.First, cancellationToken);
        return true;
    }

    private async ValueTask<bool> DeriveAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        await _derivation!.ApplyAsync(batch.Id, batch.Rows, cancellationToken);
        return true;
    }

    private async ValueTask<T> RetryAsync<T>(string what, Func<int, CancellationToken, ValueTask<T>> step, CancellationToken cancellationToken)
    {
        var result = await dependencies.Retry.RunAsync(what, step, status.Failed, cancellationToken);
        status.Recovered();
        return result;
    }
}
