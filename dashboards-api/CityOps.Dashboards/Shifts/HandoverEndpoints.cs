using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Shifts;

/// <summary>
/// Handovers: drafted by the system, completed with instructions, signed by the outgoing shift (from then on nothing of it changes) and then by somebody of
/// the incoming one.
/// </summary>
internal static class HandoverEndpoints
{
    private const int MaxInstructions = 4_000;
    private const int Listed = 60;

    internal sealed record DraftBody([property: Description("What the next shift is asked to do; at most 4,000 characters.")] string? Instructions = null);

    internal sealed record SignBody([property: Description("'outgoing' first, then 'incoming' by somebody else."), AllowedValues("outgoing", "incoming")] string Side);

    /// <param name="State"><c>draft</c>, <c>signed_out</c> or <c>complete</c>.</param>
    /// <param name="SignedHash">SHA-256 of what was signed.</param>
    internal sealed record Handover(
        string HandoverId, [property: AllowedValues("draft", "signed_out", "complete")] string State, DateTimeOffset DraftedAt, string DraftedBy, HandoverDraft Draft, string Instructions, string? OutgoingBy, DateTimeOffset? OutgoingAt,
        string? IncomingBy, DateTimeOffset? IncomingAt, string? SignedHash);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/shifts").WithTags("Shifts");
        group.MapGet("/handover/draft", async (HandoverDrafts drafts, ClaimsPrincipal user, CancellationToken cancellationToken) =>
            TypedResults.Ok(await drafts.MakeAsync(CaseGate.TownsOfDesk(user), cancellationToken)))
            .RequireAuthorization(Policies.ShiftsRead).WithSummary("What a handover would say now; nothing is kept.").Produces<HandoverDraft>();
        group.MapGet("/handover", ListAsync).RequireAuthorization(Policies.ShiftsRead).WithSummary("The latest handovers.").Produces<IReadOnlyList<Handover>>();
        group.MapGet("/handover/{id}", ShowAsync).RequireAuthorization(Policies.ShiftsRead)
            .WithSummary("One handover.").Produces<Handover>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/handover", DraftAsync).RequireAuthorization(Policies.ShiftsHandOver)
            .WithSummary("Drafts a handover and keeps it; an unsigned draft is drafted anew.").Produces<Handover>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/handover/{id}/instructions", InstructAsync).RequireAuthorization(Policies.ShiftsHandOver)
            .WithSummary("Writes the instructions of a draft.").Produces<Handover>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/handover/{id}/signature", SignAsync).RequireAuthorization(Policies.ShiftsHandOver)
            .WithSummary("Signs a handover, for the outgoing or the incoming shift.").Produces<Handover>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<List<Handover>>> ListAsync(IOperationsDbFactory databases, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var towns = CaseGate.TownsOfDesk(user);
        var rows = new List<Handover>();
        await foreach (var row in db.Handovers.AsNoTracking().OrderByDescending(h => h.DraftedAt).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (Of(row) is { } shown && shown.Draft.IsFor(towns))
            {
                rows.Add(shown);
                if (rows.Count == Listed)
                {
                    break;
                }
            }
        }

        return TypedResults.Ok(rows);
    }

    private static async Task<IResult> ShowAsync(string id, IOperationsDbFactory databases, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        return await db.Handovers.FindAsync([id], cancellationToken) is { } row && HandoverDrafts.Read(row).IsFor(CaseGate.TownsOfDesk(user)) ? TypedResults.Ok(Of(row)) : Missing(id);
    }

    private static async Task<IResult> DraftAsync(
        DraftBody body, IOperationsDbFactory databases, HandoverDrafts drafts, TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (body.Instructions?.Length > MaxInstructions)
        {
            return Invalid.Field("instructions", $"{body.Instructions.Length} characters", $"It takes {MaxInstructions}.");
        }

        var towns = CaseGate.TownsOfDesk(user);
        var draft = HandoverDrafts.Write(await drafts.MakeAsync(towns, cancellationToken));
        var (now, name) = (time.GetUtcNow(), Caller.NameOf(user));
        await using var db = databases.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync("handovers", cancellationToken);
        var row = (await db.Handovers.Where(h => h.OutgoingAt == null).OrderByDescending(h => h.DraftedAt).ToListAsync(cancellationToken)).Find(h => HandoverDrafts.Read(h).IsOf(towns));
        if (row is null)
        {
            row = new() { HandoverId = "ho_" + Guid.CreateVersion7(now).ToString("N"), DraftedAt = now, DraftedBy = name, Draft = draft, Instructions = body.Instructions ?? "" };
            db.Handovers.Add(row);
        }
        else
        {
            (row.DraftedAt, row.DraftedBy, row.Draft, row.Instructions) = (now, name, draft, body.Instructions ?? row.Instructions);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/shifts/handover/{row.HandoverId}", Of(row));
    }

    private static Task<IResult> InstructAsync(string id, DraftBody body, IOperationsDbFactory databases, ClaimsPrincipal user, CancellationToken cancellationToken) => ChangeAsync(id, databases, user, row =>
    {
        if (row.OutgoingAt is not null)
        {
            return Conflict("It is signed: what was signed does not change. Draft the next one.");
        }

        if (body.Instructions is null || body.Instructions.Length > MaxInstructions)
        {
            return Invalid.Field("instructions", body.Instructions is null ? null : $"{body.Instructions.Length} characters", $"Give at most {MaxInstructions} characters.");
        }

        row.Instructions = body.Instructions;
        return null;
    }, _ => Task.CompletedTask, cancellationToken);

    private static Task<IResult> SignAsync(
        string id, SignBody body, IOperationsDbFactory databases, IAuditLog audit, TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken) => ChangeAsync(
        id,
        databases,
        user,
        row => Sign(row, body.Side, Caller.NameOf(user), time.GetUtcNow()),
        row => audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.ShiftsHandOver), AuditAction.HandoverSigned, $"{id} {body.Side}", $"SHA-256 {row.SignedHash}"), cancellationToken),
        cancellationToken);

    private static ProblemHttpResult? Sign(HandoverRow row, string side, string name, DateTimeOffset now)
    {
        switch (side)
        {
            case "outgoing" when row.OutgoingAt is not null:
                return Conflict($"{row.OutgoingBy} has signed for the outgoing shift already.");
            case "outgoing":
                (row.OutgoingBy, row.OutgoingAt, row.SignedHash) = (name, now, HashOf(row));
                return null;
            case "incoming" when row.OutgoingAt is null:
                return Conflict("The outgoing shift signs first.");
            case "incoming" when row.IncomingAt is not null:
                return Conflict($"{row.IncomingBy} has signed for the incoming shift already.");
            case "incoming" when string.Equals(row.OutgoingBy, name, StringComparison.Ordinal):
                return Conflict($"{name} signed for the outgoing shift. Somebody else has to take over.");
            case "incoming":
                (row.IncomingBy, row.IncomingAt) = (name, now);
                return null;
            default:
                return Invalid.Field("side", side, "Choose one of: outgoing, incoming.");
        }
    }

    /// <param name="before">Runs once the change is allowed and before it is kept.</param>
    private static async Task<IResult> ChangeAsync(
        string id, IOperationsDbFactory databases, ClaimsPrincipal user, Func<HandoverRow, IResult?> change, Func<HandoverRow, Task> before, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync("handovers", cancellationToken);
        if (await db.Handovers.FindAsync([id], cancellationToken) is not { } row || !HandoverDrafts.Read(row).IsFor(CaseGate.TownsOfDesk(user)))
        {
            return Missing(id);
        }

        if (change(row) is { } refused)
        {
            return refused;
        }

        await before(row);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(Of(row));
    }

    private static string HashOf(HandoverRow row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.Draft + "\n" + row.Instructions)));

    private static Handover Of(HandoverRow row) => new(
        row.HandoverId, row.IncomingAt is not null ? "complete" : row.OutgoingAt is not null ? "signed_out" : "draft", row.DraftedAt, row.DraftedBy,
        HandoverDrafts.Read(row), row.Instructions, row.OutgoingBy, row.OutgoingAt, row.IncomingBy, row.IncomingAt, row.SignedHash);

    private static ProblemHttpResult Missing(string id) => TypedResults.Problem(
        title: "No such handover", detail: $"There is no handover '{id}'; GET /api/v1/shifts/handover lists them.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(title: "The handover does not allow this where it stands", detail: detail, statusCode: StatusCodes.Status409Conflict);
}
