using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental.Evaluation;

/// <summary>How far one feature alone goes: the best of all, in the better direction, chosen on the very rows it is judged by.</summary>
public static class SingleFeatures
{
    /// <summary>Every feature in its better direction, the best first.</summary>
    /// <param name="figure">Of one score a row; more is better.</param>
    public static IReadOnlyList<(string Name, double Value)> All(FeatureMatrix rows, Func<double[], double> figure)
    {
        var values = new double[rows.Width];
        Parallel.For(0, rows.Width, column =>
        {
            values[column] = Math.Max(figure(Scores(rows, column, 1)), figure(Scores(rows, column, -1)));
        });
        return [.. rows.Names.Zip(values).Where(f => double.IsFinite(f.Second)).OrderByDescending(f => f.Second).ThenBy(f => f.First, StringComparer.Ordinal)];
    }

    public static (string Name, double Value) Best(FeatureMatrix rows, Func<double[], double> figure) => All(rows, figure) is [var best, ..] ? best : ("", double.NaN);

    // What is not known comes last.
    private static double[] Scores(FeatureMatrix rows, int column, int sign)
    {
        var scores = new double[rows.Rows];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = float.IsFinite(rows[row, column]) ? sign * rows[row, column] : double.MinValue;
        }

        return scores;
    }
}
