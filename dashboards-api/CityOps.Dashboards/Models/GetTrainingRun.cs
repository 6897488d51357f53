using CityOps.Dashboards.Auth;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Says how a training run fares, and what the earlier ones came to.</summary>
internal static class GetTrainingRun
{
    internal sealed record Answer(IReadOnlyList<TrainingRun> Runs);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/models/{scenario}/training-runs", List).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("The training runs of a scenario, the newest first.").WithTags("Models").Produces<Answer>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/models/{scenario}/training-runs/{id}", Handle).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("One training run: state, step, share done, the version that came of it.").WithTags("Models").Produces<TrainingRun>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult List(string scenario, [FromServices] ModelScenarios models) =>
        models.Find(scenario) is { } lifecycle ? TypedResults.Ok(new Answer(new TrainingBook(lifecycle.Folder).List())) : models.NoSuch(scenario);

    private static IResult Handle(string scenario, string id, [FromServices] ModelScenarios models)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return models.NoSuch(scenario);
        }

        return new TrainingBook(lifecycle.Folder).Find(id) is { } run
            ? TypedResults.Ok(run)
            : TypedResults.Problem(title: "No such run", detail: $"No training run of '{scenario}' has the id '{id}'.", statusCode: StatusCodes.Status404NotFound);
    }
}
