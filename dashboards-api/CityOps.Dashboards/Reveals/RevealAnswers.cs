using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity;
using CityOps.Identity.Audit;
using CityOps.Identity.Reveals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CityOps.Dashboards.Reveals;

/// <summary>What a reveal shows, and how it refuses. A refusal that tells of an attempt is in the audit log too.</summary>
internal static class RevealAnswers
{
    public const int ShortestReason = 5;

    /// <param name="ExpiresAt">The page has to hide it from then on; the API shows it no more.</param>
    /// <param name="Purpose">What it was opened for; it decides which fields there are.</param>
    /// <param name="Held">False: the vault holds nothing of this dwelling. It was erased, or never delivered.</param>
    internal sealed record Revealed(
        string RevealId, string WorkOrderId, string CaseId, RevealPurpose Purpose, DateTimeOffset? ExpiresAt, string? Address, string? Contact, double? Lon, double? Lat, bool Held);

    public static ProblemHttpResult NoSuchOrder(string id) => TypedResults.Problem(
        title: "No such work order", detail: $"There is no work order '{id}'. A case's detail names its own.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult NoHousehold(string caseId) => TypedResults.Problem(
        title: "Nothing to reveal", detail: $"{caseId} is about no dwelling: its evidence says where to go.", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult NotYours(string workOrderId) => TypedResults.Problem(
        title: "Not your work order", detail: $"{workOrderId} was given to somebody else. Only who was sent, or the unit that was, acts on it and sees the address.", statusCode: StatusCodes.Status403Forbidden);

    public static ProblemHttpResult Closed(string why) => TypedResults.Problem(
        title: "The dispatch opens nothing now", detail: why, statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult Expired(string revealId) => TypedResults.Problem(
        title: "The reveal has expired", detail: $"{revealId} is over. Ask anew with a reason: POST /api/v1/work-orders/ID/reveal.", statusCode: StatusCodes.Status410Gone);

    public static ProblemHttpResult NoSuchReveal(string id) => TypedResults.Problem(
        title: "No such reveal", detail: $"You have no reveal '{id}'.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>Reads purpose and reason.</summary>
    public static IResult? Refuse(string? purposeWord, string? reason, out RevealPurpose purpose, out string words)
    {
        purpose = RevealPurpose.Visit;
        words = reason?.Trim() ?? "";
        if (!string.IsNullOrEmpty(purposeWord) && !Words.TryParse(purposeWord, out purpose))
        {
            return Invalid.Field("purpose", purposeWord, $"Choose one of: {string.Join(", ", Words.AllOf<RevealPurpose>())}.");
        }

        return words.Length < ShortestReason
            ? Invalid.Field("reason", reason, $"Say in at least {ShortestReason} characters what you need it for; it goes into the audit log.")
            : null;
    }

    public static Task AuditRefusalAsync(this IAuditLog audit, ClaimsPrincipal user, Assignment assignment, string why, CancellationToken cancellationToken) =>
        audit.AppendAsync(
            new AuditEvent(
                Caller.NameOf(user), Caller.ActingRole(user, Policies.Reveal), AuditAction.VaultRefused,
                FormattableString.Invariant($"{assignment.DwellingKey}"), $"{assignment.Order.WorkOrderId}: {why}"),
            cancellationToken);

    /// <summary>Opens the vault for a grant. The audit entry is written already.</summary>
    public static async Task<Revealed> OpenAsync(this IIdentityVault vault, RevealGrant grant, CancellationToken cancellationToken)
    {
        var held = await vault.OpenAsync(grant.DwellingKey, cancellationToken);
        var secret = held?.Only(grant.Purpose.FieldsOf());
        return new Revealed(
            grant.RevealId, grant.WorkOrderId, grant.CaseId, grant.Purpose, grant.ExpiresAt, secret?.Address, secret?.Contact, secret?.Lon, secret?.Lat, held is not null);
    }
}
