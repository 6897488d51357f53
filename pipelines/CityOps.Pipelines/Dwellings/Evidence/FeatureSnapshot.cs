using System.Text.Json;
using CityOps.Models.Tabular;

namespace CityOps.Pipelines.Dwellings.Evidence;

/// <summary>All features of a dwelling as they were scored: with the version of the model they give the score again, to the bit, however late data changes the window.</summary>
public static class FeatureSnapshot
{
    /// <returns>Values by name; null where not known.</returns>
    public static IReadOnlyDictionary<string, float?> Of(FeatureMatrix features, int row) => Enumerable.Range(0, features.Width)
        .ToDictionary(c => features.Names[c], c => float.IsFinite(features[row, c]) ? features[row, c] : (float?)null, StringComparer.Ordinal);

    /// <summary>The row to score again.</summary>
    /// <param name="snapshot"><c>features</c> of an evidence document.</param>
    /// <param name="names">Of the model's columns.</param>
    /// <exception cref="KeyNotFoundException">The evidence lacks a feature of this model: it was scored by another version.</exception>
    public static FeatureMatrix RowOf(JsonElement snapshot, IReadOnlyList<string> names) =>
        new(names, [.. names.Select(name => snapshot.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetSingle() : float.NaN)]);
}
