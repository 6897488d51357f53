using CityOps.Dashboards.Auth;
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

    private static IResult List(string scenario, [FromServices] ModelScenarios models, [FromServices] TrainingBook book) =>
        models.Find(scenario) is null ? models.NoSuch(scenario) : TypedResults.Ok(new Answer(book.List(scenario)));

    private static IResult Handle(string scenario, string id, [FromServices] ModelScenarios models, [FromServices] TrainingBook book)
    {
        if (models.Find(scenario) is null)
        {
            return models.NoSuch(scenario);
        }

        return book.Find(scenario, id) is { } run
            ? TypedResults.Ok(run)
            : TypedResults.Problem(title: "No such run", detail: $"No training run of '{scenario}' has the id '{id}'.", statusCode: StatusCodes.Status404NotFound);
    }
}
