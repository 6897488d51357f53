using CityOps.Pipelines.Checkpoints;

namespace CityOps.Host.Bench.Crash;

/// <summary>
/// Keeps a sender from getting so far ahead of a group that the log lets go of what the group has not read. The mock cluster keeps 5 MiB a partition and asks nobody; on a busy machine, and while a group waits for
/// members that were killed, that is soon sent.
/// </summary>
/// <param name="mostAhead">Messages of a partition.</param>
internal sealed class CrashPace(string folder, int mostAhead) : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly SqliteCheckpointDatabase _database = new(Path.Combine(folder, "pipelines.db"));
    private readonly CrashGroups _groups = new();

    /// <summary>Returns once every group is near enough, or <paramref name="stop"/> is set.</summary>
    /// <param name="ends">What was sent: end offsets by <c>topic/partition</c>.</param>
    public async Task WaitAsync(IEnumerable<KeyValuePair<string, long>> ends, CancellationToken stop, CancellationToken cancellationToken)
    {
        var goals = CrashGoal.Of(ends.Where(end => end.Value > mostAhead).Select(end => KeyValuePair.Create(end.Key, end.Value - mostAhead)), _groups);
        var store = new SqlCheckpointStore(_database);
        while (goals.Count > 0 && !stop.IsCancellationRequested && CrashGoal.Behind(goals, await store.ListAsync(cancellationToken)).Count > 0)
        {
            await Task.Delay(Step, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
