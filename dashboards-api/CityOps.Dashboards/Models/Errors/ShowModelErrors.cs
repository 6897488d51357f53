using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models.Errors;

/// <summary>Shows where a scenario was wrong, by hard-negative kind. The kind is what the visit found or the register of lawful uses says, never a guess.</summary>
internal static class ShowModelErrors
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models/{scenario}/errors", HandleAsync).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("False alarms and misses of visited cases, by hard-negative kind, with precision by sign.").WithTags("Models")
            .Produces<ErrorBook>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string scenario,
        [FromQuery(Name = "version"), Description("Only what this version said; all where left out.")] string? version,
        [FromServices] ICaseworkDbFactory databases,
        [FromServices] CaseElements elements,
        ClaimsPrincipal user,
        CancellationToken cancellationToken) => elements.TryGet(scenario, out _)
        ? TypedResults.Ok(ErrorBook.Of(scenario, await VisitedCase.ReadAsync(databases, scenario, CaseGate.TownsOfDesk(user), cancellationToken), string.IsNullOrEmpty(version) ? null : version))
        : TypedResults.Problem(
            title: "No such scenario",
            detail: $"There is no scenario '{scenario}'. There are: {string.Join(", ", elements.All.Select(e => e.Scenario))}.",
            statusCode: StatusCodes.Status404NotFound);
}
