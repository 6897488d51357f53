using System.Diagnostics.CodeAnalysis;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Models;

/// <summary>Which of a version's scores a caller asks for.</summary>
internal static class AskedScore
{
    /// <param name="asked">The first where nothing was asked for; null where a version is one score.</param>
    /// <param name="unknown">404 that names what there is.</param>
    public static bool TryOf(IReadOnlyList<ValueName> scores, string scenario, string? given, out string? asked, [NotNullWhen(false)] out IResult? unknown)
    {
        asked = string.IsNullOrEmpty(given) ? (scores.Count == 0 ? null : scores[0].Name) : given;
        var name = asked;
        unknown = name is null || scores.Any(score => string.Equals(score.Name, name, StringComparison.Ordinal))
            ? null
            : TypedResults.Problem(
                title: "No such score",
                detail: scores.Count == 0
                    ? $"A model of '{scenario}' is one score: leave 'score' out."
                    : $"A model of '{scenario}' has no score '{name}'. It has: {string.Join(", ", scores.Select(score => score.Name))}.",
                statusCode: StatusCodes.Status404NotFound);
        return unknown is null;
    }
}
