using System.Globalization;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Models;

/// <summary>What a wish to put a version to work, or to take it back, is answered with.</summary>
internal static class PromotionAnswers
{
    /// <param name="State">promoted, already_at_work, or waits_for_second_person.</param>
    /// <param name="Previous">What worked before; a rollback goes there.</param>
    internal sealed record Answer(PromotionState State, string Version, string? Previous, string Message, IReadOnlyList<GateOutcome> Figures);

    public static IResult Of(PromotionResult result)
    {
        var figures = result.Figures.Select(f => new GateOutcome(f.Name, Finite(f.Champion), Finite(f.Challenger), f.IsWorse)).ToList();
        return result.State switch
        {
            PromotionState.Promoted or PromotionState.AlreadyAtWork => TypedResults.Ok(new Answer(result.State, result.Version, result.Previous, result.Message, figures)),
            PromotionState.WaitsForSecondPerson => TypedResults.Accepted((string?)null, new Answer(result.State, result.Version, result.Previous, result.Message, figures)),
            PromotionState.NotFound => TypedResults.Problem(title: "No such version", detail: result.Message, statusCode: StatusCodes.Status404NotFound),
            _ => TypedResults.Problem(
                title: TitleOf(result.State),
                detail: string.Join(" ", figures.Where(f => f.IsWorse).Select(Say).Prepend(result.Message)),
                statusCode: StatusCodes.Status409Conflict,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["figures"] = figures }),
        };
    }

    private static string TitleOf(PromotionState state) => state switch
    {
        PromotionState.Refused => "The version is worse",
        PromotionState.SamePerson => "A second person is needed",
        _ => "The model was changed",
    };

    private static string Say(GateOutcome figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.Name}: {figure.Champion:0.000} → {figure.Challenger:0.000}.");

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
