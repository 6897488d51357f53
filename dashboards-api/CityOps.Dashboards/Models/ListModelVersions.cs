using CityOps.Casework.Elements;
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
    /// <param name="IsVersioned">Whether the scenario keeps versions that are trained on visits and compared here. Where it does not, rules judge, or a model that is trained by the command line.</param>
    /// <param name="Champion">The version that scores.</param>
    /// <param name="Challenger">The version that scores in shadow beside it; null where none does.</param>
    internal sealed record Answer(string Scenario, bool IsVersioned, string? Champion, string? Challenger, IReadOnlyList<ModelVersion> Versions);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models/{scenario}", Handle).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("The versions of a scenario's model, the newest first, with figures and 95 % intervals.").WithTags("Models")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Handle(string scenario, [FromServices] ModelScenarios models, [FromServices] CaseElements elements)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return elements.TryGet(scenario, out _) ? TypedResults.Ok(new Answer(scenario, IsVersioned: false, null, null, [])) : models.NoSuch(scenario);
        }

        var versions = lifecycle.Versions();
        return TypedResults.Ok(new Answer(scenario, IsVersioned: true, With("champion"), With("challenger"), versions));

        string? With(string alias) => versions.FirstOrDefault(v => v.Aliases.Contains(alias, StringComparer.Ordinal))?.Version;
    }
}
