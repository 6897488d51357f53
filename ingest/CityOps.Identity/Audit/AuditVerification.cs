namespace CityOps.Identity.Audit;

/// <summary>What was done to the log.</summary>
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

    /// <summary>Most entries have no anchor, though each got one when it was written: the anchors were taken away, and nothing outside the database vouches for the log.</summary>
    AnchorsMissing,

    /// <summary>A file of anchors cannot be read: the chain was checked without it.</summary>
    AnchorUnreadable,
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
