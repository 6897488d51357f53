namespace CityOps.EventLog.Embedded;

/// <summary>
/// An append on its way to the committer. The caller's memory is read until it is taken and written; a caller that gives up before it is
/// taken withdraws it, later it waits for the end.
/// </summary>
internal sealed class PendingAppend(LogTopic topic, IReadOnlyList<LogAppend> records, long bytes)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Waiting;

    public LogTopic Topic => topic;

    public IReadOnlyList<LogAppend> Records => records;

    public long Bytes => bytes;

    public long[] Offsets { get; } = new long[records.Count];

    public Task Done => _done.Task;

    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception error) => _done.TrySetException(error);
}
