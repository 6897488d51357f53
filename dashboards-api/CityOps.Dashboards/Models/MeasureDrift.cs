using CityOps.Dashboards.Auth;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Measures drift now instead of tonight.</summary>
internal static class MeasureDrift
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/models/{scenario}/drift", HandleAsync).RequireAuthorization(Policies.ScoringRun)
            .WithSummary("Measures drift of the window that ends now, and keeps it.").WithTags("Models")
            .Produces<DriftReport>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(string scenario, [FromServices] ModelScenarios models, [FromServices] DriftWatch watch, CancellationToken cancellationToken) =>
        models.Find(scenario) is null
            ? models.NoSuch(scenario)
            : await ModelProblems.GuardAsync(async () => TypedResults.Ok(await watch.MeasureAsync(scenario, cancellationToken)));
}
