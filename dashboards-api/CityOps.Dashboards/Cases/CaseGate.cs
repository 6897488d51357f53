using System.Security.Claims;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Cases;

/// <summary>
/// Stands before every endpoint of one case, work order or report: a desk of some towns finds nothing of another town, and no program decides anything about a household (PIPL article 24). Endpoints that are added later
/// are behind it too, by their addresses; what decides about households elsewhere asks <see cref="AllowsAsync"/>, or is a person's (<see cref="PersonsOnly"/>).
/// </summary>
internal static class CaseGate
{
    public const string PersonDecides = "What becomes of a household's case is decided by a named person who signed in, never by a program's token.";

    public static RouteGroupBuilder BehindCaseGate(this RouteGroupBuilder routes) => routes.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;

        // Casework knows a case by its orders too; at an address of cases that would lead past what is asked of cases here.
        if (http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } cases } && cases.Contains(CaseSubjects.Cases, StringComparison.Ordinal)
            && http.Request.RouteValues["id"] is string order && order.StartsWith(Casework.Domain.CaseId.WorkOrderPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Problem(title: "No such case", detail: $"'{order}' is a work order. Name its case: ids look like CASE-….", statusCode: StatusCodes.Status404NotFound);
        }

        return http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } address } && http.Request.RouteValues["id"] is string id && CaseSubjects.Knows(address)
            && await http.WhyNotAsync(address, id) is { } refusal
                ? refusal
                : await next(context);
    });

    /// <summary>Whether a desk of some towns may touch a case, and a person stands behind what touches a household's.</summary>
    public static async Task<bool> AllowsAsync(this HttpContext http, string caseId) => await http.WhyNotAsync(CaseSubjects.Cases, caseId) is null;

    /// <summary>Why the caller may not act on a case, or on the case of a work order; null where they may, and where there is no such thing: that is the endpoint's own to answer.</summary>
    public static Task<ProblemHttpResult?> WhyNotAsync(this HttpContext http, string caseOrWorkOrderId) =>
        http.WhyNotAsync(caseOrWorkOrderId.StartsWith(Casework.Domain.CaseId.WorkOrderPrefix, StringComparison.Ordinal) ? CaseSubjects.Orders : CaseSubjects.Cases, caseOrWorkOrderId);

    /// <summary>The towns to which a desk is limited; none: all.</summary>
    public static IReadOnlyList<string> TownsOfDesk(ClaimsPrincipal user) => IsDesk(user) ? Caller.TownsOf(user) : [];

    private static bool IsDesk(ClaimsPrincipal user) => Caller.RolesOf(user).Any(role => role is not Roles.Inspector);

    private static async Task<ProblemHttpResult?> WhyNotAsync(this HttpContext http, string address, string id)
    {
        var towns = TownsOfDesk(http.User);
        var decides = Caller.IsProgram(http.User) && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        if (towns.Count == 0 && !decides)
        {
            return null;
        }

        var subjects = await http.RequestServices.GetRequiredService<CaseSubjects>().OfAsync(address, id, http.RequestAborted);
        if (towns.Count > 0 && subjects.Any(subject => !(subject.Town is { } town && towns.Contains(town, StringComparer.Ordinal))))
        {
            return TypedResults.Problem(title: "Not found", detail: $"There is no '{id}' in the towns of your account ({string.Join(", ", towns)}).", statusCode: StatusCodes.Status404NotFound);
        }

        return decides && subjects.Any(subject => subject.IsHousehold) ? PersonsOnly.Refuse(PersonDecides) : null;
    }
}
