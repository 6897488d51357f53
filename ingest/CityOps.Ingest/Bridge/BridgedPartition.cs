using CityOps.EventLog;

namespace CityOps.Ingest.Bridge;

internal enum BridgeState
{
    Running,

    /// <summary>The last attempt failed; it is repeated.</summary>
    Retrying,

    /// <summary>It stands still until somebody acts.</summary>
    Stopped,
}

/// <summary>A partition of a bridged topic while this process has it. Written by the bridge's one loop, read by health and metrics.</summary>
internal sealed class BridgedPartition(TopicPartition partition, BridgePosition start)
{
    public TopicPartition Partition => partition;

    public BridgeOwner Owner => start.Owner;

    /// <summary>Everything before it is in our log.</summary>
    public long Next { get; private set; } = start.Next;

    /// <summary>Where to look for what was begun and not finished; null where nothing was.</summary>
    public BridgePlan? Unfinished { get; private set; } = start.Begun is { } begun ? BridgePlan.Decode(begun.Plan.Span) : null;

    /// <summary>Up to where it was begun. A range must reach this far, so that none of it is taken for new later.</summary>
    public long UnfinishedTo { get; private set; } = start.Begun?.To ?? 0;

    /// <summary>Messages that wait for the others of their range.</summary>
    public List<LogRecord> Waiting { get; } = [];

    /// <summary>Where the next range will lie in our log; null until it is first asked for.</summary>
    public BridgePlan? Plan { get; set; }

    public BridgeState State { get; private set; }

    public string? Reason { get; private set; }

    public int Failures { get; private set; }

    /// <summary>When a failed range is tried again.</summary>
    public DateTimeOffset RetryAt { get; private set; }

    /// <summary>Messages between <see cref="Next"/> and the end, as last looked up.</summary>
    public long Lag { get; set; }

    public void Began(BridgePlan plan, long to)
    {
        Unfinished ??= plan.Copy();
        UnfinishedTo = Math.Max(UnfinishedTo, to);
    }

    public void Advanced(long next)
    {
        (Next, Unfinished) = (next, null);
        (State, Reason, Failures) = (BridgeState.Running, null, 0);
    }

    public void Failed(string reason, DateTimeOffset retryAt)
    {
        (State, Reason, RetryAt) = (BridgeState.Retrying, reason, retryAt);
        Failures++;
        Plan = null;
        Waiting.Clear();
    }

    public void Resumed() => State = BridgeState.Running;

    public void Stop(string reason) => (State, Reason) = (BridgeState.Stopped, reason);
}
