using System.Globalization;

namespace CityOps.Models.GroupRental.Evaluation;

/// <summary>The dwellings of one group that are no group rental, and the share of them that is called one.</summary>
public sealed record SliceFigures(string Slice, string Group, int Dwellings, double FalseShare);

/// <summary>Whom a model wrongs: lawful dwellings by tenure, family size, town and age of the building.</summary>
public static class Slices
{
    private const float Called = 0.5f;

    /// <summary>In the same order for the same rows, whatever the probabilities.</summary>
    public static IReadOnlyList<SliceFigures> FalseShares(TrainingSet rows, bool[] truth, float[] probability)
    {
        if (rows.Groups.Count == 0)
        {
            return [];
        }

        var registered = rows.Features.ColumnOf("registered_population");
        return
        [
            .. Of("tenure", row => rows.Groups[row].Tenure),
            .. Of("registered people", row => SizeOf(rows.Features[row, registered])),
            .. Of("town", row => rows.Groups[row].Town),
            .. Of("built in", row => rows.Groups[row].BuiltIn is { } year ? string.Create(CultureInfo.InvariantCulture, $"{year / 10 * 10}s") : "unknown"),
        ];

        IEnumerable<SliceFigures> Of(string slice, Func<int, string> groupOf) => Enumerable.Range(0, truth.Length)
            .Where(row => !truth[row])
            .GroupBy(groupOf, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new SliceFigures(slice, g.Key, g.Count(), g.Count(row => probability[row] >= Called) / (double)g.Count()));
    }

    private static string SizeOf(float registered) => registered switch
    {
        float.NaN => "unknown",
        >= 5 => "5 or more",
        _ => registered.ToString(CultureInfo.InvariantCulture),
    };
}
