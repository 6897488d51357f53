namespace CityOps.EventLog;

/// <summary>
/// The named steps between which a kill must cost nothing. They do nothing in production; tests and <c>bench crash</c> end the
/// consumer or the process there. No configuration sets them: a program has to register another implementation in code.
/// </summary>
public interface ICrashPoints
{
    /// <summary>Called right after the named step.</summary>
    void Reach(string point);
}

/// <summary>What production has: no step ends anything.</summary>
public sealed class NoCrashPoints : ICrashPoints
{
    /// <inheritdoc/>
    public void Reach(string point)
    {
    }
}

/// <summary>The steps of an append, in their order.</summary>
public static class LogCrashPoint
{
    /// <summary>The records are taken, and nothing of them is written.</summary>
    public const string AppendBeforeSync = "append-before-sync";

    /// <summary>The records are on disk (Kafka: acknowledged by the brokers), and nobody has been told.</summary>
    public const string AppendAfterSync = "append-after-sync";

    /// <summary>All steps of an append.</summary>
    public static IReadOnlyList<string> All { get; } = [AppendBeforeSync, AppendAfterSync];
}
