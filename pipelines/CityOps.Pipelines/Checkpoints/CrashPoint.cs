namespace CityOps.Pipelines.Checkpoints;

/// <summary>The steps of the protocol that <see cref="EventLog.ICrashPoints"/> are told of, in their order.</summary>
public static class CrashPoint
{
    public const string RangePersisted = "range-persisted";
    public const string DeadLettersAppended = "dead-letters-appended";
    public const string Inserted = "inserted";
    public const string Derived = "derived";
    public const string RowsEmitted = "rows-emitted";
    public const string SuspicionsEmitted = "suspicions-emitted";
    public const string Advanced = "advanced";

    public static IReadOnlyList<string> All { get; } =
        [RangePersisted, DeadLettersAppended, Inserted, Derived, RowsEmitted, SuspicionsEmitted, Advanced];
}
