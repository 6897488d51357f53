using System.ComponentModel;
using CityOps.Dashboards.Auth;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Shows one version: figures, reliability, precision by budget, whom it wrongs, what the gate says, its card.</summary>
internal static class GetModelVersion
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models/{scenario}/versions/{version}", HandleAsync).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("One version with all that is known of it, and what the promotion gate says of it against the present champion.").WithTags("Models")
            .Produces<ModelVersionDetail>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        string scenario, string version, [FromQuery(Name = "score"), Description("One of the scores of the version; the first where left out.")] string? score, [FromServices] ModelScenarios models)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return models.NoSuch(scenario);
        }

        return AskedScore.TryOf(models.ScoresOf(scenario), scenario, score, out var asked, out var unknown)
            ? await ModelProblems.GuardAsync(() => Task.FromResult(lifecycle.Describe(version, asked) is { } detail ? TypedResults.Ok(detail) : ModelProblems.NoVersion(scenario, version)))
            : unknown;
    }
}
