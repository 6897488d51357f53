using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Trains a new version on what visits have found, now instead of at the end of the month.</summary>
internal static class StartTrainingRun
{
    internal sealed record Body(
        [property: Description("Of splits and trees; the same data and seed give the same version. 1 where left out.")] int? Seed = null,
        [property: Description("Whether the version scores in shadow from then on; true where left out.")] bool? AsChallenger = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/models/{scenario}/training-runs", Handle).RequireAuthorization(Policies.ModelsPromote)
            .WithSummary("Starts training on the outcomes of visits; ask the run how it fares.").WithTags("Models")
            .Produces<TrainingRun>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static IResult Handle(string scenario, Body body, [FromServices] ModelScenarios models, [FromServices] TrainingRuns runs, ClaimsPrincipal user)
    {
        if (models.Find(scenario) is null)
        {
            return models.NoSuch(scenario);
        }

        if (models.AbilitiesOf(scenario) is { TrainsHere: false } abilities)
        {
            return ModelProblems.CannotDo(abilities.TrainingCommand is { } command ? $"'{scenario}' is trained on the command line: {command}" : $"'{scenario}' is not trained here.");
        }

        if (body.Seed is < 0)
        {
            return Invalid.Field("seed", body.Seed, "Give 0 or more.");
        }

        return runs.Start(scenario, Caller.NameOf(user), new TrainingOrder(body.Seed ?? 1, body.AsChallenger ?? true)) is { } run
            ? TypedResults.Accepted($"/api/v1/models/{scenario}/training-runs/{run.Id}", run)
            : TypedResults.Problem(
                title: "Training is under way",
                detail: $"Run {runs.UnderWay(scenario)?.Id} of '{scenario}' is not over. Ask again when it is.",
                statusCode: StatusCodes.Status409Conflict);
    }
}
