namespace CityOps.Identity.Audit;

/// <summary>
/// Who did what to whom and why, each entry hashed together with the one before it, so that a changed, removed or inserted entry breaks
/// the chain. The hash of every entry is also written outside the database (<see cref="AuditAnchors"/>): ship that file elsewhere, since
/// whoever can rewrite both could rebuild the chain, or cut its end. Nothing is ever deleted: the database refuses it.
/// </summary>
public interface IAuditLog
{
    /// <summary>Appends one entry; it is durable when this returns. Write it before the act it tells of.</summary>
    Task<AuditEntry> AppendAsync(AuditEvent happened, CancellationToken cancellationToken);

    /// <summary>Appends some entries, all or none, one after the other.</summary>
    Task AppendAsync(IReadOnlyList<AuditEvent> happened, CancellationToken cancellationToken);

    /// <summary>
    /// Appends what a source told up to a position, and the position with it: told again after a kill, it is not written twice. At or below
    /// the position that is kept, nothing happens.
    /// </summary>
    /// <param name="source">Such as <c>casework</c>.</param>
    Task AppendOnceAsync(string source, long position, IReadOnlyList<AuditEvent> happened, CancellationToken cancellationToken);

    /// <summary>How far a source was written; 0 before its first.</summary>
    Task<long> PositionOfAsync(string source, CancellationToken cancellationToken);

    /// <summary>The entries from a sequence number on, ascending.</summary>
    IAsyncEnumerable<AuditEntry> ReadAsync(long fromSequence, CancellationToken cancellationToken);

    /// <summary>Entries that match, the latest first.</summary>
    /// <param name="before">Only those with a lower sequence number; null: from the end.</param>
    Task<IReadOnlyList<AuditEntry>> FindAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Whether somebody did something to a subject at or after an instant: one look at an index, however long the log is.</summary>
    Task<bool> HappenedAsync(string actor, AuditAction action, string subject, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Recomputes every hash and compares it with the anchors outside the database.</summary>
    /// <param name="anchorFiles">Further files of anchors, such as a copy that was kept elsewhere.</param>
    Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken, params IReadOnlyList<string> anchorFiles);
}

/// <summary>Which entries; null takes all.</summary>
/// <param name="Subject">The whole subject or its first word: a dwelling key, a case, a work order.</param>
/// <param name="About">A part of the reason, such as a work order.</param>
/// <param name="Since">At or after, UTC.</param>
/// <param name="Until">Before, UTC.</param>
/// <param name="Case">All that was done to a case, its work orders, or what it is about.</param>
public sealed record AuditFilter(
    string? Actor = null, AuditAction? Action = null, string? Subject = null, string? About = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null,
    AuditedCase? Case = null);

/// <param name="CaseId">Such as <c>CASE-8AHXFM17SBTS</c>; its work orders are <c>WO-8AHXFM17SBTS-1</c> and so on.</param>
/// <param name="Subject">A dwelling's key or a truck.</param>
public sealed record AuditedCase(string CaseId, string Subject);

/// <param name="Actor">The user's name or the component's, at most 128 characters.</param>
/// <param name="Role">The role in which the actor did it.</param>
/// <param name="Subject">What it was done to, as <see cref="AuditAction"/> says; at most 256 characters.</param>
/// <param name="Reason">At most 2,000 characters.</param>
public sealed record AuditEvent(string Actor, string Role, AuditAction Action, string Subject, string Reason);

/// <param name="Sequence">1, 2, 3 … without a hole.</param>
/// <param name="At">UTC, in whole milliseconds.</param>
/// <param name="Action">The snake-case word of the <see cref="AuditAction"/>.</param>
/// <param name="PreviousHash">The hash of the entry before; 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256, see <see cref="AuditHash"/>.</param>
public sealed record AuditEntry(
    long Sequence, DateTimeOffset At, string Actor, string Role, string Action, string Subject, string Reason, byte[] PreviousHash, byte[] Hash);
