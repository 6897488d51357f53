using CityOps.Models.Evaluation;
using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental;

/// <summary>
/// What the estimate of occupants tells the model of the probability: many more homes are counted than are group rentals, so it knows more of people than the few rentals can teach. While learning, each
/// dwelling's estimate comes from a model that did not see it; else it would be trusted more than it deserves.
/// </summary>
public static class EstimatedPeople
{
    private const int Folds = 4;
    private const string Source = "estimate";

    public static IReadOnlyList<FeatureDefinition> All { get; } =
    [
        new("estimated_occupants", "people", "估计居住人数", "estimated occupants", "What the meters together say of the people.", Source),
        new("estimated_per_registered", "×", "估计人数与登记人数之比", "estimated occupants to registered people", "People nobody registered.", Source + ", dwellings"),
        new("estimated_per_room", "people", "每居室估计人数", "estimated occupants a room", "What the legal limit counts.", Source + ", dwellings"),
    ];

    /// <summary>The rows with the columns of the estimate behind their own.</summary>
    public static FeatureMatrix Beside(FeatureMatrix rows, float[] occupants)
    {
        var (registered, rooms) = (rows.ColumnOf("registered_population"), rows.ColumnOf("rooms"));
        var width = rows.Width + All.Count;
        var values = new float[rows.Rows * width];
        for (var row = 0; row < rows.Rows; row++)
        {
            var cells = values.AsSpan(row * width, width);
            rows.Row(row).CopyTo(cells);
            Fill(cells[rows.Width..], occupants[row], rows[row, registered], rows[row, rooms]);
        }

        return new FeatureMatrix([.. rows.Names, .. All.Select(f => f.Name)], values);
    }

    /// <summary>The estimate's columns of one dwelling, in the order of <see cref="All"/>; NaN where the register does not say.</summary>
    public static void Fill(Span<float> cells, float occupants, float registered, float rooms)
    {
        cells[0] = Math.Max(0, occupants);
        cells[1] = cells[0] / Math.Max(1, registered);
        cells[2] = cells[0] / Math.Max(1, rooms);
    }

    /// <summary>An estimate for each row by a model that learnt from other dwellings.</summary>
    /// <param name="estimate">Learns from the rows of the first numbers that somebody counted, estimates those of the second.</param>
    public static float[] OutOfFold(IReadOnlyList<ulong> keys, int seed, Func<List<int>, List<int>, float[]> estimate)
    {
        var occupants = new float[keys.Count];
        var fold = keys.Select(key => (int)(Folds * HouseholdSplit.PositionOf(key, (ulong)seed + 1))).ToList();
        for (var held = 0; held < Folds; held++)
        {
            var (learn, its) = (new List<int>(), new List<int>());
            for (var row = 0; row < keys.Count; row++)
            {
                (fold[row] == held ? its : learn).Add(row);
            }

            var estimates = its.Count == 0 ? [] : estimate(learn, its);
            for (var at = 0; at < its.Count; at++)
            {
                occupants[its[at]] = estimates[at];
            }
        }

        return occupants;
    }
}
