namespace CityOps.Identity.Reveals;

/// <summary>
/// Keeps which person may see which dwelling's facts, for what and until when. It writes the audit entry in the transaction of the grant and checks
/// neither roles nor assignments: those are the caller's. The facts themselves come from <see cref="IIdentityVault.OpenAsync"/>.
/// </summary>
public interface IRevealLedger
{
    /// <summary>Grants one opening, unless the person opened too many dwellings in the last 24 hours: then it is a case for a second pair of eyes.</summary>
    /// <returns>The grant; null where it was too many, and the refusal is in the audit log.</returns>
    Task<RevealGrant?> GrantAsync(RevealRequest request, CancellationToken cancellationToken);

    Task<RevealGrant?> FindAsync(string revealId, CancellationToken cancellationToken);

    /// <summary>Asks for many at once; nothing is granted before a second person decides.</summary>
    Task<BulkReveal> RequestBulkAsync(BulkRevealRequest request, CancellationToken cancellationToken);

    Task<BulkReveal?> FindBulkAsync(string bulkId, CancellationToken cancellationToken);

    /// <summary>Those that wait for a second person, the oldest first.</summary>
    Task<IReadOnlyList<BulkReveal>> WaitingAsync(CancellationToken cancellationToken);

    /// <summary>A second person decides.</summary>
    /// <returns>The request as it stands now; unchanged where somebody had decided already.</returns>
    Task<BulkReveal> DecideAsync(string bulkId, BulkDecision decision, CancellationToken cancellationToken);
}

/// <param name="Reason">The person's own words.</param>
public sealed record RevealRequest(
    string Actor, string Role, string WorkOrderId, string CaseId, ulong DwellingKey, RevealPurpose Purpose, string Reason);

/// <param name="GrantedAt">UTC; null while a bulk request waits.</param>
/// <param name="ExpiresAt">UTC; nothing is shown from then on.</param>
public sealed record RevealGrant(
    string RevealId,
    string? BulkId,
    string Actor,
    string WorkOrderId,
    string CaseId,
    ulong DwellingKey,
    RevealPurpose Purpose,
    DateTimeOffset? GrantedAt,
    DateTimeOffset? ExpiresAt);

public sealed record BulkRevealRequest(
    string Actor, string Role, RevealPurpose Purpose, string Reason, IReadOnlyList<(string WorkOrderId, string CaseId, ulong DwellingKey)> Dwellings);

public sealed record BulkDecision(string Actor, string Role, bool Allow, string Reason);

/// <param name="Allowed">Null while nobody has decided.</param>
public sealed record BulkReveal(
    string BulkId,
    string RequestedBy,
    RevealPurpose Purpose,
    string Reason,
    DateTimeOffset RequestedAt,
    string? DecidedBy,
    bool? Allowed,
    DateTimeOffset? DecidedAt,
    IReadOnlyList<RevealGrant> Grants);
