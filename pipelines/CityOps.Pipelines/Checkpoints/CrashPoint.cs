namespace CityOps.Pipelines.Checkpoints;

/// <summary>The steps of the protocol that <see cref="EventLog.ICrashPoints"/> are told of, in their order.</summary>
public static class CrashPoint
{
    /// <summary>What is about to take effect is recorded.</summary>
    public const string RangePersisted = "range-persisted";
    /// <summary>What could not be read, or was refused, is on its dead-letter topic.</summary>
    public const string DeadLettersAppended = "dead-letters-appended";
    /// <summary>The rows of a batch are in their table.</summary>
    public const string Inserted = "inserted";
    /// <summary>What follows from the rows is in its tables.</summary>
    public const string Derived = "derived";
    /// <summary>A stream processor's rows are in their table.</summary>
    public const string RowsEmitted = "rows-emitted";
    /// <summary>A stream processor's suspicions are on the log.</summary>
    public const string SuspicionsEmitted = "suspicions-emitted";
    /// <summary>The checkpoint says that all of it has taken effect.</summary>
    public const string Advanced = "advanced";
}
