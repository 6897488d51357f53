using CityOps.Dashboards.Auth;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Lists the versions of a scenario's model with their figures, the newest first.</summary>
internal static class ListModelVersions
{
    /// <param name="Champion">The version that scores.</param>
    /// <param name="Challenger">The version that scores in shadow beside it; null where none does.</param>
    internal sealed record Answer(string Scenario, string? Champion, string? Challenger, IReadOnlyList<ModelVersion> Versions);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models/{scenario}", Handle).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("The versions of a scenario's model, the newest first, with figures and 95 % intervals.").WithTags("Models")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Handle(string scenario, [FromServices] ModelScenarios models)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return models.NoSuch(scenario);
        }

        var versions = lifecycle.Versions();
        return TypedResults.Ok(new Answer(scenario, With("champion"), With("challenger"), versions));

        string? With(string alias) => versions.FirstOrDefault(v => v.Aliases.Contains(alias, StringComparer.Ordinal))?.Version;
    }
}
