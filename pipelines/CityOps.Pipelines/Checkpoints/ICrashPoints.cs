namespace CityOps.Pipelines.Checkpoints;

/// <summary>
/// The named steps between which a kill must cost nothing. They do nothing in production; tests and <c>bench crash</c> end the
/// consumer or the process there.
/// </summary>
public interface ICrashPoints
{
    /// <summary>Called right after the named step.</summary>
    void Reach(string point);
}

/// <summary>The names of the steps, in the order of the protocol.</summary>
public static class CrashPoint
{
    public const string PendingPersisted = "pending-persisted";
    public const string DeadLettersAppended = "dead-letters-appended";
    public const string Inserted = "inserted";
    public const string Derived = "derived";
    public const string RowsEmitted = "rows-emitted";
    public const string SuspicionsEmitted = "suspicions-emitted";
    public const string Advanced = "advanced";

    public static IReadOnlyList<string> All { get; } =
        [PendingPersisted, DeadLettersAppended, Inserted, Derived, RowsEmitted, SuspicionsEmitted, Advanced];
}

public sealed class NoCrashPoints : ICrashPoints
{
    public void Reach(string point)
    {
    }
}
