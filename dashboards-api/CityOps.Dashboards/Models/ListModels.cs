using CityOps.Dashboards.Auth;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Lists the scenarios that have models, and what a version of each scores.</summary>
internal static class ListModels
{
    internal sealed record Answer(IReadOnlyList<ScenarioModels> Scenarios);

    /// <param name="Scores">Several where a version holds several that are judged apart; empty where it is one score.</param>
    internal sealed record ScenarioModels(string Scenario, IReadOnlyList<ValueName> Scores);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models", Handle).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("The scenarios that have models, and what a version of each scores.").WithTags("Models");

    private static Ok<Answer> Handle([FromServices] ModelScenarios models) => TypedResults.Ok(new Answer([.. models.Names.Select(name => new ScenarioModels(name, models.ScoresOf(name)))]));
}
