using CityOps.EventLog;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Landing;

public enum PartitionState
{
    Running,

    /// <summary>The last attempt failed; it is being repeated.</summary>
    Retrying,

    /// <summary>It stands still until somebody acts; <see cref="PartitionStatus.Reason"/> says why.</summary>
    Stopped,

    /// <summary>It is not, or no longer, this process's to work on.</summary>
    Elsewhere,
}

/// <summary>How one partition of this process fares. Written by its worker, read by anyone.</summary>
public sealed class PartitionStatus(TopicPartition partition, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _lastAppendedAt;

    public TopicPartition Partition => partition;

    public PartitionState State { get; private set; }

    /// <summary>Why it is retrying or stopped.</summary>
    public string? Reason { get; private set; }

    public long NextOffset { get; private set; }

    /// <summary>Rows landed since this process took the partition over.</summary>
    public long Rows { get; private set; }

    /// <summary>Offsets landed since then; with <see cref="Rows"/> it tells how many rows a message holds.</summary>
    public long Messages { get; private set; }

    public long Failures { get; private set; }

    /// <summary>The offset after the newest message, as last seen.</summary>
    public long EndOffset { get; private set; }

    /// <summary>Age of the newest landed message while more wait behind it, in seconds; 0 when none waits.</summary>
    public double LagSeconds
    {
        get
        {
            lock (_lock)
            {
                return EndOffset > NextOffset && _lastAppendedAt != default ? Math.Max(0, (time.GetUtcNow() - _lastAppendedAt).TotalSeconds) : 0;
            }
        }
    }

    public void Begin(long nextOffset)
    {
        lock (_lock)
        {
            NextOffset = nextOffset;
            (Rows, Messages) = (0, 0);
            State = PartitionState.Running;
            Reason = null;
        }
    }

    public void Landed(long nextOffset, long rows, DateTimeOffset lastAppendedAt)
    {
        lock (_lock)
        {
            Messages += nextOffset - NextOffset;
            NextOffset = nextOffset;
            EndOffset = Math.Max(EndOffset, nextOffset);
            Rows += rows;
            _lastAppendedAt = lastAppendedAt;
        }
    }

    public void Seen(long endOffset)
    {
        lock (_lock)
        {
            EndOffset = Math.Max(EndOffset, endOffset);
        }
    }

    public void Failed(Exception error)
    {
        lock (_lock)
        {
            Failures++;
            State = PartitionState.Retrying;
            Reason = error.Message;
        }
    }

    public void Recovered()
    {
        lock (_lock)
        {
            if (State is PartitionState.Retrying)
            {
                State = PartitionState.Running;
                Reason = null;
            }
        }
    }

    /// <summary>The partition went to another process, which says how it fares from now on; or this one stops.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            State = PartitionState.Elsewhere;
            Reason = null;
        }
    }

    public void Stop(string reason)
    {
        lock (_lock)
        {
            State = PartitionState.Stopped;
            Reason = reason;
        }

        logger.LogError("{Partition} stands still: {Reason}", partition, reason);
    }
}
