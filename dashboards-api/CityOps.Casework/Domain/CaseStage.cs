namespace CityOps.Casework.Domain;

/// <summary>
/// Where a case stands (案件状态). An extension of a deadline (延期) is an event that changes the due time, not a stage.
/// </summary>
public enum CaseStage
{
    /// <summary>There is no such case yet.</summary>
    None,

    /// <summary>发现: a suspicion opened it; nobody has looked.</summary>
    Detected,

    /// <summary>受理: somebody took it up.</summary>
    Triaged,

    /// <summary>立案: a named reviewer found that it deserves a visit, with a reason.</summary>
    Filed,

    /// <summary>派遣: a work order is out; nobody has acted on it.</summary>
    Dispatched,

    /// <summary>处置: the assigned person is on it, or has reported and waits for verification.</summary>
    Handling,

    /// <summary>核查: somebody else checked the reported outcome.</summary>
    Verified,

    /// <summary>结案.</summary>
    Closed,

    /// <summary>Ended at a desk, with a reason; not truth about the subject.</summary>
    Dismissed,

    /// <summary>The work order came back (wrong unit, or the outcome did not pass verification): it must be dispatched anew.</summary>
    Returned,

    /// <summary>挂账: no clock runs until it is resumed.</summary>
    Suspended,

    /// <summary>Taken up again after its end: it must be reviewed anew.</summary>
    Reopened,
}

/// <summary>What may be asked of a stage.</summary>
public static class CaseStages
{
    /// <summary>New suspicions of the subject go into an open case; after its end they open another.</summary>
    public static bool IsOpen(this CaseStage stage) =>
        stage is not (CaseStage.None or CaseStage.Closed or CaseStage.Dismissed);
}
