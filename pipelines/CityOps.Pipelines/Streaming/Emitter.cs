using Apache.Arrow;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Takes what a partition's steps emit out of the process: suspicions at once, since somebody waits for them, rows behind them in a lane of their own, since an insert takes tens of
/// milliseconds. The order does not matter to what is there in the end. Once it is disposed nothing more goes out: the partition may be somebody else's.
/// </summary>
internal sealed class Emitter : IAsyncDisposable
{
    private readonly StreamingDependencies _dependencies;
    private readonly PartitionStatus _status;
    private readonly CancellationTokenSource _ended;
    private readonly EmissionLane _lane;

    public Emitter(StreamingDependencies dependencies, PartitionStatus status, CancellationToken cancellationToken)
    {
        _dependencies = dependencies;
        _status = status;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _lane = new EmissionLane(InsertAsync);
    }

    /// <summary>No rows are under way.</summary>
    public bool IsIdle => _lane.IsIdle;

    /// <summary>As many rows wait as may: a commit waits until they are in.</summary>
    public bool IsFull => _lane.WaitingRows >= _dependencies.MaxWaitingRows;

    /// <param name="emitted">Is disposed here.</param>
    /// <param name="done">Called once its rows, and those of all steps before it, are in.</param>
    public async ValueTask EmitAsync(EmissionBuffer emitted, Action done)
    {
        if (emitted.Suspicions.Count > 0)
        {
            _status.Begun("Publishing suspicions");
            await RetryAsync("Publishing suspicions", token => _dependencies.Suspicions.PublishAsync(emitted.Suspicions, token));
            _status.Recovered();
            _dependencies.CrashPoints.Reach(CrashPoint.SuspicionsEmitted);
        }

        await _lane.AddAsync(emitted, done);
    }

    /// <summary>Ends once the rows of everything emitted so far are in, whatever is emitted meanwhile.</summary>
    public Task InSoFarAsync() => _lane.InSoFarAsync();

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _lane.FlushAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    // Always "again": the runtime cannot know whether an earlier owner got this far, and the key makes it a no-op.
    private async ValueTask InsertAsync(string table, List<RecordBatch> rows)
    {
        await RetryAsync("Inserting into " + table, async token => await _dependencies.Warehouse.InsertAsync(table, rows, InsertMode.Again, token));
        _dependencies.CrashPoints.Reach(CrashPoint.RowsEmitted);
    }

    private async ValueTask RetryAsync(string what, Func<CancellationToken, ValueTask> step) => await _dependencies.Retry.RunAsync(
        what,
        async (_, token) =>
        {
            await step(token);
            return true;
        },
        _status.Failed,
        _ended.Token);
}
