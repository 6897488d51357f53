using System.ComponentModel;
using CityOps.Dashboards.Auth;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Holds a challenger against the champion on closed cases, with intervals, and lists where they differ.</summary>
internal static class CompareModels
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models/{scenario}/comparison", HandleAsync).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("Two versions on the visits that ended after both had scored: figures with 95 % intervals, and the cases on which they differ.").WithTags("Models")
            .Produces<ModelComparison>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        string scenario,
        [FromQuery(Name = "champion"), Description("A version; the present champion where left out.")] string? champion,
        [FromQuery(Name = "challenger"), Description("A version; the present challenger where left out.")] string? challenger,
        [FromServices] ModelScenarios models,
        CancellationToken cancellationToken) => models.Find(scenario) is not { } lifecycle
        ? models.NoSuch(scenario)
        : await ModelProblems.GuardAsync(async () => TypedResults.Ok(await lifecycle.CompareAsync(Given(champion), Given(challenger), cancellationToken)));

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
