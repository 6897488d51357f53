using System.Text.Json.Serialization;

namespace CityOps.Identity.Audit;

/// <summary>What was done to the log. Written by its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditFault>))]
public enum AuditFault
{
    /// <summary>The entry's fields do not give its hash, or it does not follow the entry before it: somebody changed it in place.</summary>
    Altered,

    /// <summary>Entries between two that are there are gone.</summary>
    Missing,

    /// <summary>An entry stands where none can.</summary>
    Inserted,

    /// <summary>The end is gone: an anchor names a later entry than the last.</summary>
    Truncated,

    /// <summary>The chain holds in itself and is not the one that was anchored: from this entry on it was computed anew.</summary>
    Rewritten,

    /// <summary>
    /// More entries in a row have no anchor than a kill can have left without, or most have none, or the file of the last anchor is gone: anchors were taken away, and nothing outside the database vouches for those
    /// entries.
    /// </summary>
    AnchorsMissing,

    /// <summary>A file of anchors cannot be read: the chain was checked without it.</summary>
    AnchorUnreadable,

    /// <summary>The table cannot be read, or not to its end.</summary>
    LogUnreadable,
}

/// <param name="Entry">The sequence number of the entry at fault; for missing ones the first, for a spoilt file 0.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
public sealed record AuditProblem(AuditFault Fault, long Entry, string Problem);

/// <param name="Entries">How many entries there are.</param>
/// <param name="Anchored">How many of them an anchor outside the database agreed with.</param>
/// <param name="HeadHash">The last entry's hash, hexadecimal.</param>
/// <param name="Problems">In the order of the entries, at most <see cref="MostProblems"/>.</param>
public sealed record AuditVerification(long Entries, long Anchored, string HeadHash, IReadOnlyList<AuditProblem> Problems)
{
    public const int MostProblems = 100;

    public bool IsIntact => Problems.Count == 0;

    /// <summary>The first entry at fault, or null.</summary>
    public long? FirstBroken => Problems.Count == 0 ? null : Problems[0].Entry;
}
