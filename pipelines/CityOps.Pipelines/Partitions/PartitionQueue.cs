using System.Globalization;
using System.Threading.Channels;
using CityOps.EventLog;

namespace CityOps.Pipelines.Partitions;

/// <summary>
/// The messages of one partition between the one reader of the log and the one worker of the partition. It never refuses a batch; the
/// reader pauses a partition whose queue <see cref="IsFull"/>.
/// </summary>
public sealed class PartitionQueue(TopicPartition partition, long fullBytes, BufferBudget budget, TimeProvider time)
{
    private readonly Channel<LogBatch> _channel = Channel.CreateUnbounded<LogBatch>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = false });
    private long _bytes;
    private long _emptySince;
    private volatile bool _completed;

    public TopicPartition Partition => partition;

    /// <summary>Whether no more messages come and none are left to take.</summary>
    public bool IsCompleted => _completed;

    public bool IsFull => Interlocked.Read(ref _bytes) >= fullBytes;

    /// <summary>Whether reading may go on after the queue was full.</summary>
    public bool HasRoom => Interlocked.Read(ref _bytes) <= fullBytes / 2;

    /// <summary>For how long the reader has asked the log for messages and got none; zero where some wait, or where it does not ask.</summary>
    public TimeSpan EmptyFor => Interlocked.Read(ref _emptySince) is var since && since != 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>The reader has asked for messages of this partition, and the log gave none.</summary>
    public void FoundEmpty() => Interlocked.CompareExchange(ref _emptySince, Math.Max(1, time.GetTimestamp()), 0);

    /// <summary>The reader does not ask for messages any more.</summary>
    public void Paused() => Interlocked.Exchange(ref _emptySince, 0);

    public void Add(LogBatch batch)
    {
        Paused();
        if (!_completed && _channel.Writer.TryWrite(batch))
        {
            var bytes = BytesOf(batch);
            Interlocked.Add(ref _bytes, bytes);
            budget.Take(bytes);
        }
    }

    /// <summary>Ends the queue: what the worker has not taken yet is dropped, since it will be read again by whoever comes next.</summary>
    public void Complete()
    {
        _completed = true;
        _channel.Writer.TryComplete();
    }

    /// <summary>The next messages, up to the limits.</summary>
    /// <param name="idle">How long to wait for the first one.</param>
    /// <returns>Null once the queue is complete; none when <paramref name="idle"/> has passed without one.</returns>
    public async ValueTask<IReadOnlyList<LogBatch>?> TakeAsync(BatchLimits limits, TimeSpan idle, CancellationToken cancellationToken)
    {
        var any = await WaitAsync(idle, cancellationToken);
        if (_completed)
        {
            Drain();
            return null;
        }

        if (!any)
        {
            return [];
        }

        var taken = new List<LogBatch>();
        var since = time.GetTimestamp();
        var rows = 0L;
        var bytes = 0L;
        while (!_completed)
        {
            while (rows < limits.MaxRows && bytes < limits.MaxBytes && _channel.Reader.TryRead(out var batch))
            {
                taken.Add(batch);
                rows += RowsOf(batch);
                bytes += Release(batch);
            }

            var left = limits.MaxAge - time.GetElapsedTime(since);
            if (rows >= limits.MaxRows || bytes >= limits.MaxBytes || left <= TimeSpan.Zero || !await WaitAsync(left, cancellationToken))
            {
                return taken;
            }
        }

        Drain();
        return null;
    }

    // False when the time is up or the queue is complete.
    private async ValueTask<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _channel.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Gives back the room of what nobody will take; only the worker, or who has seen it end, may call it, once the queue is complete.</summary>
    internal void Drain()
    {
        while (_channel.Reader.TryRead(out var batch))
        {
            Release(batch);
        }
    }

    private long Release(LogBatch batch)
    {
        var bytes = BytesOf(batch);
        Interlocked.Add(ref _bytes, -bytes);
        budget.Give(bytes);
        return bytes;
    }

    private static long BytesOf(LogBatch batch)
    {
        var bytes = 0L;
        foreach (var record in batch.Records)
        {
            bytes += record.Value.Length;
        }

        return bytes;
    }

    private static long RowsOf(LogBatch batch)
    {
        var rows = 0L;
        foreach (var record in batch.Records)
        {
            rows += long.TryParse(record.Header(LogHeaders.Rows), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1;
        }

        return rows;
    }
}
