using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Shows one case with its evidence, work orders, history and what is allowed now.</summary>
internal static class GetCase
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/{id}", HandleAsync).RequireAuthorization(Policies.CasesRead)
            .WithSummary("One case with its evidence, work orders, history and the commands it allows now.").WithTags("Cases")
            .Produces<CaseDetail>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string id,
        [FromQuery(Name = "as_it_is"), Description("True: a merged case itself, not the one that goes on.")] bool? asItIs,
        ICaseQueries cases,
        IAuditLog audit,
        ClaimsPrincipal user,
        CaseElements elements,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await cases.GetAsync(id, cancellationToken, CallerScope.Of(user, elements, time), asItIs is true) is not { } found)
        {
            return TypedResults.Problem(
                title: "No such case", detail: $"There is no case '{id}'. Ids look like CASE-… and stand in GET /api/v1/cases.", statusCode: StatusCodes.Status404NotFound);
        }

        // The evidence tells how a household lives, day by day.
        if (elements.TryGet(found.Case.Scenario, out var part) && part.SubjectKind is SubjectKind.Dwelling)
        {
            await audit.AppendAsync(
                new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.CasesRead), AuditAction.CaseOpened, found.Case.CaseId, $"version {found.Case.Version}"), cancellationToken);
        }

        return TypedResults.Ok(found);
    }
}
