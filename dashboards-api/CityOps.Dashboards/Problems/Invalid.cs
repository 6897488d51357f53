using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CityOps.Dashboards.Problems;

/// <summary>A 400 for something the caller can set right.</summary>
internal static class Invalid
{
    public static ProblemHttpResult Field(string field, object? value, string wayOut) => Fields((field, value, wayOut));

    public static ProblemHttpResult Fields(params IReadOnlyList<(string Field, object? Value, string WayOut)> wrong) => TypedResults.Problem(
        title: "The request is not valid",
        detail: string.Join(" ", wrong.Select(w => $"'{w.Field}' is {Show(w.Value)}. {w.WayOut}")),
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["errors"] = wrong.ToDictionary(w => w.Field, w => new[] { w.WayOut }, StringComparer.Ordinal),
        });

    /// <summary>Only those that are wrong: what is right is not named.</summary>
    public static ProblemHttpResult Those(params IReadOnlyList<(bool IsRight, string Field, object? Value, string WayOut)> looked) =>
        Fields([.. looked.Where(l => !l.IsRight).Select(l => (l.Field, l.Value, l.WayOut))]);

    private static string Show(object? value) => value switch
    {
        null => "missing",
        string { Length: > 80 } text => $"'{text[..80]}…'",
        _ => $"'{value}'",
    };
}
