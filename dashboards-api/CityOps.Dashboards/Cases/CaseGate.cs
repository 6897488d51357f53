using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Cases;

/// <summary>
/// Stands before every endpoint of one case, work order or report: a desk of some towns finds nothing of another town, and no program decides anything about a household (PIPL article 24). Endpoints that are added later
/// are behind it too, by their addresses.
/// </summary>
internal static class CaseGate
{
    private const string Cases = "/cases/{id}";
    private const string Orders = "/work-orders/{id}";
    private const string Reports = "/reports/{id}";

    public static RouteGroupBuilder BehindCaseGate(this RouteGroupBuilder routes) => routes.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        var towns = TownsOfDesk(http.User);
        var decides = Caller.IsProgram(http.User) && HttpMethods.IsPost(http.Request.Method);
        if ((towns.Count == 0 && !decides) || http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } address } || http.Request.RouteValues["id"] is not string id)
        {
            return await next(context);
        }

        if (await SubjectAsync(http.RequestServices, address, id, http.RequestAborted) is not { } subject)
        {
            return await next(context);
        }

        if (towns.Count > 0 && !(subject.Town is { } town && towns.Contains(town, StringComparer.Ordinal)))
        {
            return TypedResults.Problem(title: "Not found", detail: $"There is no '{id}' in the towns of your account ({string.Join(", ", towns)}).", statusCode: StatusCodes.Status404NotFound);
        }

        return decides && subject.IsHousehold && !address.Contains(Reports, StringComparison.Ordinal)
            ? TypedResults.Problem(title: "A person has to decide", detail: "What becomes of a household's case is decided by a named person who signed in, never by a program's token.", statusCode: StatusCodes.Status403Forbidden)
            : await next(context);
    });

    /// <summary>Whether a desk of some towns may touch a case, and a person stands behind what touches a household's.</summary>
    public static async Task<bool> AllowsAsync(this HttpContext http, string caseId)
    {
        var towns = TownsOfDesk(http.User);
        return (towns.Count == 0 && !Caller.IsProgram(http.User)) || await SubjectAsync(http.RequestServices, Cases, caseId, http.RequestAborted) is not { } subject
            || ((towns.Count == 0 || (subject.Town is { } town && towns.Contains(town, StringComparer.Ordinal))) && !(Caller.IsProgram(http.User) && subject.IsHousehold));
    }

    /// <summary>The towns to which a desk is limited; none: all.</summary>
    public static IReadOnlyList<string> TownsOfDesk(ClaimsPrincipal user) => IsDesk(user) ? Caller.TownsOf(user) : [];

    private static bool IsDesk(ClaimsPrincipal user) => Caller.RolesOf(user).Any(role => role is not Roles.Inspector);

    private static async Task<Found?> SubjectAsync(IServiceProvider services, string address, string id, CancellationToken cancellationToken)
    {
        var (town, scenario) = ((string?)null, (string?)null);
        if (address.Contains(Reports, StringComparison.Ordinal))
        {
            await using var operations = services.GetRequiredService<IOperationsDbFactory>().Create();
            (town, scenario) = await operations.ServiceRequests.AsNoTracking().Where(r => r.RequestId == id).Select(r => new ValueTuple<string?, string?>(r.Town, r.Scenario)).FirstOrDefaultAsync(cancellationToken);
        }
        else if (address.Contains(Cases, StringComparison.Ordinal) || address.Contains(Orders, StringComparison.Ordinal))
        {
            await using var db = services.GetRequiredService<ICaseworkDbFactory>().Create();
            var caseId = address.Contains(Cases, StringComparison.Ordinal) ? id : await db.WorkOrders.AsNoTracking().Where(o => o.WorkOrderId == id).Select(o => o.CaseId).FirstOrDefaultAsync(cancellationToken);
            (town, scenario) = await db.Cases.AsNoTracking().Where(c => c.CaseId == caseId).Select(c => new ValueTuple<string?, string?>(c.Town, c.Scenario)).FirstOrDefaultAsync(cancellationToken);
        }

        return scenario is null ? null
            : new Found(town, services.GetRequiredService<CaseElements>().TryGet(scenario, out var part) && part.SubjectKind is SubjectKind.Dwelling);
    }

    private sealed record Found(string? Town, bool IsHousehold);
}
