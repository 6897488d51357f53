using System.Security.Claims;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Audit;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.EvidencePackages;

/// <summary>Hands out a case's evidence as one signed file. What nobody reviewed says "lead only"; the export is audited first, and that entry is in the package.</summary>
internal static class GetEvidencePackage
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/{id}/evidence-package", HandleAsync).RequireAuthorization(Policies.EvidenceExport)
            .WithSummary("The case's evidence as one signed zip with its custody log; 'cityops evidence verify FILE' checks it.").WithTags("Evidence")
            .Produces(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status404NotFound)
            .GivesFile(StatusCodes.Status200OK, "application/zip");

    private static async Task<IResult> HandleAsync(
        string id,
        [FromServices] ICaseQueries cases,
        [FromServices] DecisionAudit decisions,
        [FromServices] IAuditLog audit,
        [FromServices] PackageBuilder packages,
        HttpContext context,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (await cases.GetAsync(id, cancellationToken) is not { } detail)
        {
            return TypedResults.Problem(title: "No such case", detail: $"There is no case '{id}'.", statusCode: StatusCodes.Status404NotFound);
        }

        var (actor, role) = (Caller.NameOf(user), Caller.ActingRole(user, Policies.EvidenceExport));
        await decisions.CatchUpAsync(cancellationToken);
        await audit.AppendAsync(new AuditEvent(actor, role, AuditAction.Exported, $"{detail.Case.CaseId} evidence-package", $"version {detail.Case.Version}"), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(await packages.BuildAsync(detail, actor, role, cancellationToken), "application/zip", $"{detail.Case.CaseId}.evidence.zip");
    }
}
