using System.Buffers;
using System.Threading.Channels;
using RocksDbSharp;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// The one writer. Whatever arrived while the last sync ran goes into the next write together: many appends share one sync. Offsets
/// become visible, and readers are woken, only after it.
/// </summary>
internal sealed class GroupCommitter : IAsyncDisposable
{
    private const int MaxWaiting = 4_096;
    private const long MaxGroupBytes = 8 * 1024 * 1024;

    private readonly LogStore _store;
    private readonly HighWaterFile _highWater;
    private readonly EventLogMetrics _metrics;
    private readonly CommitInstants _instants;
    private readonly ICrashPoints _crashPoints;
    private readonly DiskRoom _room;
    private readonly DiskWatch _disk;
    private readonly Action<IReadOnlyCollection<LogTopic>> _published;
    private readonly Channel<PendingAppend> _waiting =
        Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Dictionary<(LogTopic Topic, int Partition), long> _ends = [];
    private readonly List<PendingAppend> _group = [];
    private readonly Task _loop;

    public GroupCommitter(
        LogStore store, HighWaterFile highWater, EventLogMetrics metrics, CommitInstants instants, ICrashPoints crashPoints, DiskRoom room, DiskWatch disk,
        Action<IReadOnlyCollection<LogTopic>> published)
    {
        _store = store;
        _highWater = highWater;
        _metrics = metrics;
        _instants = instants;
        _crashPoints = crashPoints;
        _room = room;
        _disk = disk;
        _published = published;

        // A thread of its own: it spends its life in fdatasync.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Held while the records of a commit become visible.</summary>
    public Lock Publishing { get; } = new();

    /// <summary>Returns once every record is synced.</summary>
    public async ValueTask AppendAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(append, cancellationToken);
        }
        catch (ChannelClosedException error)
        {
            throw new EventLogException("The event log is closed.", error);
        }

        // Once taken, the caller's memory is being read and the outcome is near: wait for it.
        await using var withdrawal = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var append = (PendingAppend)state!;
                if (append.TryWithdraw())
                {
                    append.Fail(new OperationCanceledException(token));
                }
            },
            append);
        await append.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private void Run()
    {
        while (WaitForWork())
        {
            TakeGroup();
            if (_group.Count > 0)
            {
                Commit();
            }
        }
    }

    // Blocks a thread that is the loop's own: nothing else waits for it.
    private bool WaitForWork()
    {
        var wait = _waiting.Reader.WaitToReadAsync();
        return wait.IsCompletedSuccessfully ? wait.Result : wait.AsTask().GetAwaiter().GetResult();
    }

    private void TakeGroup()
    {
        _group.Clear();
        var bytes = 0L;
        while (bytes < MaxGroupBytes && _waiting.Reader.TryRead(out var append))
        {
            if (append.TryTake())
            {
                _group.Add(append);
                bytes += append.Bytes;
            }
        }
    }

    private void Commit()
    {
        try
        {
            Write();
        }
        catch (Exception error)
        {
            // Whatever it is: a loop that ended would leave everybody who appends later waiting for ever.
            var failure = _room.Explain(error);
            _disk.Failed(failure);
            foreach (var append in _group)
            {
                append.Fail(failure);
            }

            return;
        }

        foreach (var append in _group)
        {
            append.Complete();
        }

        _disk.Wrote();
        _metrics.Committed(_group.Count);
        _published([.. _ends.Keys.Select(k => k.Topic).Distinct()]);
    }

    private void Write()
    {
        _ends.Clear();
        _room.Check();
        using var batch = new WriteBatch();
        var now = _instants.Next();
        foreach (var append in _group)
        {
            Put(batch, append, now);
        }

        _crashPoints.Reach(LogCrashPoint.AppendBeforeSync);
        _store.WriteSynced(batch);
        _crashPoints.Reach(LogCrashPoint.AppendAfterSync);
        foreach (var ((topic, partition), end) in _ends)
        {
            _highWater.Set(topic.Number, partition, end);
        }

        lock (Publishing)
        {
            foreach (var ((topic, partition), end) in _ends)
            {
                topic.Partitions[partition].End = end;
            }
        }

        _highWater.SyncSometimes();
    }

    private void Put(WriteBatch batch, PendingAppend append, long now)
    {
        Span<byte> key = stackalloc byte[LogKeys.RecordLength];
        for (var i = 0; i < append.Records.Count; i++)
        {
            var record = append.Records[i];
            var place = (append.Topic, record.Partition);
            var offset = _ends.TryGetValue(place, out var end) ? end : append.Topic.Partitions[record.Partition].End;
            _ends[place] = offset + 1;
            append.Offsets[i] = offset;

            var length = RecordCodec.LengthOf(record);
            var value = ArrayPool<byte>.Shared.Rent(length);
            RecordCodec.Write(value.AsSpan(0, length), record, now);
            LogKeys.WriteRecord(key, append.Topic.Number, record.Partition, offset);
            batch.Put(key, value.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(value);
        }
    }
}
