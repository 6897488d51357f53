namespace CityOps.Identity.Audit;

/// <summary>
/// Who did what to whom and why, each entry hashed together with the one before it, so that a changed, removed or inserted entry breaks
/// the chain. The head is also written to <c>{DataFolder}/audit-head.json</c> after each entry: ship that file elsewhere, since whoever
/// can rewrite the whole table could otherwise rebuild the chain, or cut its end.
/// </summary>
public interface IAuditLog
{
    /// <summary>Appends one entry; it is durable when this returns. Write it before the act it tells of.</summary>
    Task<AuditEntry> AppendAsync(AuditEvent happened, CancellationToken cancellationToken);

    /// <summary>The entries from a sequence number on, ascending.</summary>
    IAsyncEnumerable<AuditEntry> ReadAsync(long fromSequence, CancellationToken cancellationToken);

    /// <summary>Recomputes every hash and compares the head with <c>audit-head.json</c>.</summary>
    Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken);
}

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

/// <param name="Entries">How many entries hold together from the first on.</param>
/// <param name="FirstBroken">The sequence number of the first entry that does not, or null.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
/// <param name="HeadHash">The last sound entry's hash, hexadecimal.</param>
public sealed record AuditVerification(long Entries, long? FirstBroken, string? Problem, string HeadHash)
{
    public bool IsIntact => FirstBroken is null;
}
