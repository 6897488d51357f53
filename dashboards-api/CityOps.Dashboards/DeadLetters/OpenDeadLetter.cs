using System.ComponentModel;
using System.Security.Claims;
using System.Text;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity;
using CityOps.Identity.Audit;
using CityOps.Identity.Sealing;
using CityOps.Pipelines.DeadLetters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.DeadLetters;

/// <summary>Opens what a dead letter holds, which may name a household: a reason is given, and the audit log is written before anything is shown.</summary>
internal static class OpenDeadLetter
{
    private const int ShortestReason = 5;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal sealed record Body([property: Description("Why it has to be opened, in your own words; it goes into the audit log.")] string? Reason = null);

    /// <param name="Text">The payload where it is text; else null.</param>
    /// <param name="Base64">The payload where it is not.</param>
    internal sealed record Opened(DeadLetterEntry DeadLetter, string? ContentType, string? Text, string? Base64);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/dead-letters/{id}/open", HandleAsync).RequireAuthorization(Policies.SealsOpen)
            .WithSummary("Opens the sealed payload of a dead letter. The opening is audited before it happens.").WithTags("Dead letters")
            .Produces<Opened>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string id, Body body, [FromServices] IDeadLetterBook book, [FromServices] IPayloadSeal seal, [FromServices] IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (body.Reason?.Trim() is not { Length: >= ShortestReason } reason)
        {
            return Invalid.Field("reason", body.Reason, $"Say in at least {ShortestReason} characters why it has to be opened.");
        }

        if (await book.FindAsync(id, cancellationToken) is not { } found)
        {
            return TypedResults.Problem(
                title: "No such dead letter", detail: $"No dead letter has the id '{id}'. GET /api/v1/dead-letters lists them.", statusCode: StatusCodes.Status404NotFound);
        }

        var subject = $"{id} {found.Letter.Origin} row {found.Letter.Row}";
        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.SealsOpen), AuditAction.DeadLetterOpened, subject, reason), cancellationToken);
        var payload = seal.Open(found.Letter);
        var text = TextOf(payload);
        return TypedResults.Ok(new Opened(found.Entry, found.Letter.ContentType, text, text is null ? Convert.ToBase64String(payload) : null));
    }

    private static string? TextOf(byte[] payload)
    {
        try
        {
            return Strict.GetString(payload);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
