using CityOps.Dashboards.Auth;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Shows how far the district has moved from what the champion learnt from, as it was measured last.</summary>
internal static class ShowDrift
{
    /// <param name="Latest">Null where nothing was measured yet.</param>
    /// <param name="Names">What the values are called; those without a name go by their own.</param>
    internal sealed record Answer(DriftReport? Latest, IReadOnlyList<DriftPoint> Measured, IReadOnlyList<ValueName> Names);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models/{scenario}/drift", HandleAsync).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("Population stability of each feature and score, share of confirmed visits, and earlier measurements.").WithTags("Models")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string scenario, [FromServices] ModelScenarios models, CancellationToken cancellationToken)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return models.NoSuch(scenario);
        }

        var history = await lifecycle.DriftAsync(cancellationToken);
        return TypedResults.Ok(new Answer(history?.Latest, history?.Measured ?? [], lifecycle.ValueNames));
    }
}
