using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Intake;

/// <summary>What a person does with a report that came as words: reads them, with a reason and audited, and says which truck or dwelling they are about.</summary>
internal static class WorkOnReport
{
    private const int ShortestReason = 5;

    internal sealed record OpenBody([property: Description("Why it has to be read, in your own words; it goes into the audit log.")] string? Reason = null);

    internal sealed record Opened(string RequestId, string Text);

    internal sealed record SubjectBody(string? TruckId = null, [property: Description("The dwelling's number in the register; it is replaced at once by its key.")] string? DwellingId = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/reports/{id}/opening", OpenAsync).RequireAuthorization(Policies.IntakeWork)
            .WithSummary("Shows what was said in a report. The opening is audited before it happens.").WithTags("Intake")
            .Produces<Opened>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);
        routes.MapPost("/reports/{id}/subject", AssignAsync).RequireAuthorization(Policies.IntakeWork)
            .WithSummary("Says which truck or dwelling a report is about: it joins that subject's open case or opens one.").WithTags("Intake")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> OpenAsync(
        string id, OpenBody body, [FromServices] IOperationsDbFactory databases, [FromServices] ServiceRequests requests, [FromServices] IAuditLog audit, HttpContext context,
        ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (body.Reason?.Trim() is not { Length: >= ShortestReason } reason)
        {
            return Invalid.Field("reason", body.Reason, $"Say in at least {ShortestReason} characters why it has to be read.");
        }

        await using var db = databases.Create();
        if (await db.ServiceRequests.AsNoTracking().FirstOrDefaultAsync(r => r.RequestId == id, cancellationToken) is not { } row)
        {
            return NoReport(id);
        }

        if (row.IsErased)
        {
            return TypedResults.Problem(title: "Erased", detail: $"What was said in {id} was erased with its household. The audit log has the proof.", statusCode: StatusCodes.Status410Gone);
        }

        await audit.AppendAsync(new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.IntakeWork), AuditAction.ReportOpened, id, reason), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Opened(id, requests.WordsOf(row)));
    }

    private static async Task<IResult> AssignAsync(
        string id, SubjectBody body, [FromServices] ServiceRequests requests, CancellationToken cancellationToken)
    {
        string?[] given = [body.TruckId, body.DwellingId];
        if (given.Count(value => !string.IsNullOrWhiteSpace(value)) is not 1 || given.Any(value => value?.Length > 64))
        {
            return Invalid.Field("truck_id", body.TruckId, "Give a truck_id, or a dwelling_id, as the report's scenario has it; at most 64 characters.");
        }

        return await requests.AssignAsync(id, body.DwellingId, body.TruckId, cancellationToken) switch
        {
            AssignResult.Assigned => TypedResults.NoContent(),
            AssignResult.NoSuchRequest => NoReport(id),
            AssignResult.WrongKind => Invalid.Field("truck_id", body.TruckId, "The report's scenario is about the other kind of subject."),
            _ => TypedResults.Problem(title: "The report has its subject", detail: $"{id} names its subject already; merge its case where it was the wrong one.", statusCode: StatusCodes.Status409Conflict),
        };
    }

    private static ProblemHttpResult NoReport(string id) =>
        TypedResults.Problem(title: "No such report", detail: $"There is no report '{id}'. Ids look like SR-… and stand in GET /api/v1/intake/12345.", statusCode: StatusCodes.Status404NotFound);
}
