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
    private long _messages;
    private long _reached;
    private volatile bool _completed;

    public TopicPartition Partition => partition;

    /// <summary>Whether no more messages come and none are left to take.</summary>
    public bool IsCompleted => _completed;

    public bool IsFull => Interlocked.Read(ref _bytes) >= fullBytes;

    /// <summary>Whether reading may go on after the queue was full.</summary>
    public bool HasRoom => Interlocked.Read(ref _bytes) <= fullBytes / 2;

    /// <summary>Whether the reader has got up to that offset, and the worker has taken all of it.</summary>
    public bool IsTakenUpTo(long end) => Interlocked.Read(ref _reached) >= end && Interlocked.Read(ref _messages) == 0;

    /// <summary>The reader has got so far, and all that it was given is in the queue: see <see cref="ILogConsumer.ReachedOf"/>.</summary>
    public void Reached(long offset) => Interlocked.Exchange(ref _reached, offset);

    public void Add(LogBatch batch)
    {
        if (!_completed && _channel.Writer.TryWrite(batch))
        {
            var bytes = BytesOf(batch);
            Interlocked.Add(ref _bytes, bytes);
            Interlocked.Increment(ref _messages);
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
        Interlocked.Decrement(ref _messages);
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
