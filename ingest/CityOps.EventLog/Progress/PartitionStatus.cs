using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Progress;

/// <summary>How one partition of this process fares. Written by its worker, read by anyone.</summary>
public sealed class PartitionStatus(TopicPartition partition, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly RateMeter _rate = new(time);
    private PartitionState _state;
    private string? _reason;
    private DateTimeOffset? _takenAppendedAt;
    private DateTimeOffset? _doneAppendedAt;
    private (string What, long Since)? _step;
    private long _takenRows;
    private long _takenMessages;

    /// <summary>Whose status this is.</summary>
    public TopicPartition Partition => partition;

    /// <summary>How long a step may be under way before it counts as slow.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How the partition fares; <see cref="PartitionState.Running"/> from the start.</summary>
    public PartitionState State
    {
        get
        {
            lock (_lock)
            {
                return SlowStep() is null ? _state : PartitionState.Slow;
            }
        }
    }

    /// <summary>Why it is retrying, slow or stopped; null otherwise.</summary>
    public string? Reason
    {
        get
        {
            lock (_lock)
            {
                return SlowStep() ?? _reason;
            }
        }
    }

    /// <summary>Everything before it has taken effect.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Rows done since this process took the partition over.</summary>
    public long Rows { get; private set; }

    /// <summary>Offsets done since then; with <see cref="Rows"/> it tells how many rows a message holds.</summary>
    public long Messages { get; private set; }

    /// <summary>Rows of the last batch that was done.</summary>
    public long LastBatchRows { get; private set; }

    /// <summary>Attempts that failed and were repeated, since this process started.</summary>
    public long Failures { get; private set; }

    /// <summary>The offset after the newest message, as last seen.</summary>
    public long EndOffset { get; private set; }

    /// <summary>When the log last said, by a message or when it was asked, where it ends, UTC; null where it has not.</summary>
    public DateTimeOffset? EndSeenAt { get; private set; }

    /// <summary>Rows a second, over about the last half minute.</summary>
    public double RowsPerSecond => _rate.PerSecond;

    /// <summary>How many rows a message holds, by what was taken so far; 1 where nothing was.</summary>
    public double RowsPerMessage
    {
        get
        {
            lock (_lock)
            {
                var messages = Messages + _takenMessages;
                return messages > 0 ? (double)(Rows + _takenRows) / messages : 1;
            }
        }
    }

    /// <summary>Age in seconds of the oldest message that is not done, or, where that was not read yet, of the newest one that is; 0 when none waits, null when unknown.</summary>
    public double? LagSeconds
    {
        get
        {
            lock (_lock)
            {
                if (EndOffset <= NextOffset)
                {
                    return 0;
                }

                return (_takenAppendedAt ?? _doneAppendedAt) is { } since ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : null;
            }
        }
    }

    /// <summary>This process has taken the partition over: it runs, whatever it did before.</summary>
    /// <param name="nextOffset">Where the checkpoint stands.</param>
    public void Begin(long nextOffset)
    {
        lock (_lock)
        {
            NextOffset = nextOffset;
            (Rows, Messages, LastBatchRows) = (0, 0, 0);
            (_takenRows, _takenMessages, _takenAppendedAt, _doneAppendedAt, _step) = (0, 0, null, null, null);
            (_state, _reason) = (PartitionState.Running, null);
        }
    }

    /// <summary>The worker has taken a batch to work on.</summary>
    /// <param name="nextOffset">One past its last message.</param>
    /// <param name="rows">How many rows it holds.</param>
    /// <param name="firstAppendedAt">When the log took its first message.</param>
    public void Took(long nextOffset, long rows, DateTimeOffset firstAppendedAt)
    {
        lock (_lock)
        {
            (_takenMessages, _takenRows, _takenAppendedAt) = (nextOffset - NextOffset, rows, firstAppendedAt);
            (EndOffset, EndSeenAt) = (Math.Max(EndOffset, nextOffset), time.GetUtcNow());
        }
    }

    /// <summary>Everything before <paramref name="nextOffset"/> has taken effect.</summary>
    /// <param name="rows">How many of it are new since the last call.</param>
    /// <param name="lastAppendedAt">When the log took the last message of it.</param>
    public void Landed(long nextOffset, long rows, DateTimeOffset lastAppendedAt)
    {
        lock (_lock)
        {
            Messages += nextOffset - NextOffset;
            NextOffset = nextOffset;
            EndOffset = Math.Max(EndOffset, nextOffset);
            Rows += rows;
            LastBatchRows = rows;
            (_takenRows, _takenMessages, _takenAppendedAt, _doneAppendedAt) = (0, 0, null, lastAppendedAt);
        }

        _rate.Add(rows);
    }

    /// <summary>The log was asked for its end.</summary>
    /// <param name="endOffset">One past the last message; a smaller one than seen before is ignored.</param>
    public void Seen(long endOffset)
    {
        lock (_lock)
        {
            (EndOffset, EndSeenAt) = (Math.Max(EndOffset, endOffset), time.GetUtcNow());
        }
    }

    /// <summary>A step of the work begins; <see cref="Recovered"/> or <see cref="Failed"/> ends it.</summary>
    /// <param name="what">Such as <c>Inserting into readings</c>.</param>
    public void Begun(string what)
    {
        lock (_lock)
        {
            _step = (what, time.GetTimestamp());
        }
    }

    /// <summary>An attempt failed and is repeated. One that stands still goes on standing still.</summary>
    public void Failed(Exception error)
    {
        lock (_lock)
        {
            Failures++;
            if (_state is not PartitionState.Stopped)
            {
                (_state, _reason) = (PartitionState.Retrying, error.Message);
            }

            _step = _step is { } step ? step with { Since = time.GetTimestamp() } : null;
        }
    }

    /// <summary>The step has succeeded.</summary>
    public void Recovered()
    {
        lock (_lock)
        {
            _step = null;
            if (_state is PartitionState.Retrying)
            {
                (_state, _reason) = (PartitionState.Running, null);
            }
        }
    }

    /// <summary>The partition went to another process, which says how it fares from now on; or this one stops.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _step = null;
            (_state, _reason) = (PartitionState.Elsewhere, null);
        }
    }

    /// <summary>It stands still until <see cref="Begin"/> or <see cref="Leave"/>; said as an error in the process's log.</summary>
    /// <param name="reason">Ends up in health checks and before operators: no values of rows.</param>
    public void Stop(string reason)
    {
        lock (_lock)
        {
            _step = null;
            (_state, _reason) = (PartitionState.Stopped, reason);
        }

        logger.LogError("{Partition} stands still: {Reason}", partition, reason);
    }

    // A retried step already says that it does not go well.
    private string? SlowStep() =>
        _state is PartitionState.Running && _step is { } step && time.GetElapsedTime(step.Since) is var elapsed && elapsed >= SlowAfter
            ? $"{step.What} has been under way for {(long)elapsed.TotalSeconds} s"
            : null;
}
