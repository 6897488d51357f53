using System.ComponentModel;
using CityOps.Casework.Elements;
using CityOps.Dashboards.Auth;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Lists the versions of a scenario's model with their figures, the newest first.</summary>
internal static class ListModelVersions
{
    /// <param name="IsVersioned">Whether the scenario keeps versions of a model. Where it does not, rules judge.</param>
    /// <param name="Champion">The version that scores; null where none was put to work.</param>
    /// <param name="Challenger">The version that scores in shadow beside it; null where none does.</param>
    /// <param name="RollsBackTo">Where a rollback goes; null where no version was at work before the champion.</param>
    /// <param name="Waiting">What the gate found worse, somebody asked for all the same, and a second person may confirm; null where nothing waits.</param>
    /// <param name="Scores">What a version scores, where it holds several scores that are judged apart and put to work together: ask for one by <c>score</c>. Empty where it is one score.</param>
    /// <param name="Score">The one whose figures these are; null where there is one alone.</param>
    /// <param name="Abilities">What can be done with these models.</param>
    internal sealed record Answer(
        string Scenario, bool IsVersioned, string? Champion, string? Challenger, string? RollsBackTo, WaitingPromotion? Waiting, IReadOnlyList<ValueName> Scores, string? Score, ModelAbilities Abilities, IReadOnlyList<ModelVersion> Versions);

    private static readonly ModelAbilities Nothing = new(TrainsHere: false, Shadows: false, MeasuresDrift: false, ExportsFeatures: false);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models/{scenario}", Handle).RequireAuthorization(Policies.ModelsRead)
            .WithSummary("The versions of a scenario's model, the newest first, with figures and 95 % intervals.").WithTags("Models")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Handle(
        string scenario,
        [FromQuery(Name = "score"), Description("One of the scores of a version; the first where left out.")] string? score,
        [FromServices] ModelScenarios models,
        [FromServices] CaseElements elements)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return elements.TryGet(scenario, out _) ? TypedResults.Ok(new Answer(scenario, IsVersioned: false, null, null, null, null, [], null, Nothing, [])) : models.NoSuch(scenario);
        }

        if (!AskedScore.TryOf(models.ScoresOf(scenario), scenario, score, out var asked, out var unknown))
        {
            return unknown;
        }

        var versions = lifecycle.Versions(asked);
        return TypedResults.Ok(new Answer(scenario, IsVersioned: true, With("champion"), With("challenger"), lifecycle.RollsBackTo, lifecycle.Waiting, models.ScoresOf(scenario), asked, models.AbilitiesOf(scenario), versions));

        string? With(string alias) => versions.FirstOrDefault(v => v.Aliases.Contains(alias, StringComparer.Ordinal))?.Version;
    }
}
