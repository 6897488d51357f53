namespace CityOps.Pipelines.Tests.Checkpoints.Model;

/// <summary>The protocol of landing, each part of which can be left out to see what it is for.</summary>
internal sealed record Protocol
{
    /// <summary>The range is recorded before its insert begins.</summary>
    public bool RecordsRange { get; init; } = true;

    /// <summary>A recorded range stays recorded until the checkpoint is past its end, also where a batch ends before it.</summary>
    public bool KeepsWidestRange { get; init; } = true;

    /// <summary>A range that may be in already goes in without the engine's de-duplication.</summary>
    public bool InsertsAgainWithoutMemory { get; init; } = true;

    /// <summary>The checkpoint advances after the insert, not before it.</summary>
    public bool AdvancesLast { get; init; } = true;

    /// <summary>A write of the checkpoint by a stale owner changes nothing.</summary>
    public bool FencesByEpoch { get; init; } = true;

    /// <summary>Forgetting a checkpoint does not begin its epochs anew.</summary>
    public bool KeepsEpochWhenForgotten { get; init; } = true;

    /// <summary>An owner stops where the checkpoint names another log.</summary>
    public bool ComparesLogIds { get; init; } = true;

    /// <summary>
    /// Derived rows are computed from what the log holds up to the end of the range, whatever else is in the table: rows beyond may be
    /// in only in part, and hide that by the version of the newest.
    /// </summary>
    public bool DerivesFromPrefix { get; init; } = true;

    /// <summary>The table holds one row a key; without keys each insert adds rows.</summary>
    public bool HasKeys { get; init; } = true;
}

/// <summary>How often what may happen does happen in one history.</summary>
internal sealed record Chances(int TakeOvers, int Kills, int EngineKills, int LogLosses);
