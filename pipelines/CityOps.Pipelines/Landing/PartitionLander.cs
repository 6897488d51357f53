using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.EventLog.Progress;
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
    private readonly LandingColumns _columns = new(route.Schema, route.Version);
    private readonly CheckpointOwner _owner = start.Owner;
    private readonly IDerivation? _derivation = route.Derivation?.Invoke();
    private MessageIsolation? _isolation;

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

            if (await LandAsync(messages, cancellationToken) is CheckpointWrite.Fenced)
            {
                status.Stop("another process has taken it over");
                return;
            }

            foreach (var landed in messages)
            {
                landed.Release();
            }
        }
    }

    // Of other errors only the kind: their messages may carry a row's values.
    public void Failed(Exception error) => status.Stop(error switch
    {
        LandingStoppedException => error.Message,
        PartitionReadException => error.Message + " A restart reads on",
        _ => $"{error.GetType().Name} ended the work on it; the log says more. A restart tries again",
    });

    public void Left() => status.Leave();

    private async ValueTask<CheckpointWrite> LandAsync(IReadOnlyList<LogBatch> messages, CancellationToken cancellationToken)
    {
        using var batch = LandingBatch.Decode(messages, route, _columns, dependencies.DeadLetters);
        status.Took(batch.NextOffset, batch.RowCount, messages[0].Records[0].AppendedAt);
        var write = await LandAsync(batch, cancellationToken);
        if (write is not CheckpointWrite.Fenced)
        {
            status.Landed(batch.NextOffset, batch.RowCount, batch.LastAppendedAt);
            dependencies.Metrics.Landed(route.Topic, batch.RowCount);
        }

        return write;
    }

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

        try
        {
            await PutInAsync(batch, again: batch.FirstOffset < _pendingTo, cancellationToken);
        }
        catch (WarehouseException error) when (error.IsContent && batch.Messages.Count > 0)
        {
            await IsolateAsync(batch, cancellationToken);
            return;
        }

        _isolation?.WentIn();
        dependencies.CrashPoints.Reach(CrashPoint.Inserted);
        await DeriveAsync(batch, cancellationToken);
    }

    // Some message of the batch is refused for what it holds: the others go in, it goes aside.
    private async ValueTask IsolateAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        _isolation ??= new MessageIsolation(route, _columns, dependencies.DeadLetters, dependencies.MaxRefusedInARow, (part, token) => PutInAsync(part, again: true, token));
        var (landed, refused) = await _isolation.InsertWhatCanAsync(batch, cancellationToken);
        using (landed)
        {
            await RetryAsync("Appending dead letters", async (_, token) => await RefuseAsync(batch, refused, token), cancellationToken);
            dependencies.CrashPoints.Reach(CrashPoint.DeadLettersAppended);
            await DeriveAsync(landed, cancellationToken);
        }
    }

    private async ValueTask<bool> RefuseAsync(LandingBatch batch, IReadOnlyList<DeadLetter> refused, CancellationToken cancellationToken)
    {
        await dependencies.DeadLetters.AppendAsync(batch.Partition, DeadLetterCause.RefusedByWarehouse, refused, cancellationToken);
        return true;
    }

    // Retries everything but a refusal of the rows themselves.
    private async ValueTask PutInAsync(LandingBatch batch, bool again, CancellationToken cancellationToken)
    {
        var what = "Inserting into " + route.Table;
        status.Begun(what);
        await dependencies.Retry.RunAsync(
            what, (attempt, token) => InsertAsync(batch, again || attempt > 0, token), status.Failed, cancellationToken, error => error is WarehouseException { IsContent: true });
        status.Recovered();
    }

    private async ValueTask DeriveAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        if (_derivation is { } derivation && batch.Rows.Count > 0)
        {
            await RetryAsync("Deriving from " + route.Table, async (_, token) => await ApplyAsync(derivation, batch, token), cancellationToken);
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

    private async ValueTask<bool> ApplyAsync(IDerivation derivation, LandingBatch batch, CancellationToken cancellationToken)
    {
        await dependencies.Deriving.WaitAsync(cancellationToken);
        try
        {
            await derivation.ApplyAsync(batch.Id, batch.Rows, cancellationToken);
            return true;
        }
        finally
        {
            dependencies.Deriving.Release();
        }
    }

    private async ValueTask<T> RetryAsync<T>(string what, Func<int, CancellationToken, ValueTask<T>> step, CancellationToken cancellationToken)
    {
        status.Begun(what);
        var result = await dependencies.Retry.RunAsync(what, step, status.Failed, cancellationToken);
        status.Recovered();
        return result;
    }
}
