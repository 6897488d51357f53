namespace CityOps.EventLog.Progress;

/// <summary>How a consumer fares on one partition.</summary>
public enum PartitionState
{
    /// <summary>Work goes on, or there is none.</summary>
    Running,

    /// <summary>The last attempt failed; it is being repeated.</summary>
    Retrying,

    /// <summary>A step has been under way for long and has neither succeeded nor failed.</summary>
    Slow,

    /// <summary>It stands still until somebody acts; <see cref="PartitionStatus.Reason"/> says why.</summary>
    Stopped,

    /// <summary>It is not, or no longer, this process's to work on.</summary>
    Elsewhere,
}
