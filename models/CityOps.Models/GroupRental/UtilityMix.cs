using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental;

/// <summary>
/// Which utilities and which facts of the register a row knows. Each training row is learnt in several mixes, so that one model scores whatever a
/// dwelling has; intervals are kept by mix, since less known means a wider one.
/// </summary>
public sealed record UtilityMix(bool Water, bool Electricity, bool Gas, bool Layout)
{
    /// <summary>The mixes a model learns, the full one first.</summary>
    public static IReadOnlyList<UtilityMix> Learnt { get; } =
    [
        new(Water: true, Electricity: true, Gas: true, Layout: true),
        new(Water: true, Electricity: true, Gas: false, Layout: true),
        new(Water: true, Electricity: false, Gas: false, Layout: true),
        new(Water: false, Electricity: true, Gas: false, Layout: true),
        new(Water: true, Electricity: false, Gas: false, Layout: false),
    ];

    private static readonly string[] LayoutFeatures = ["rooms", "floor_area_m2", "registered_population", "water_l_per_registered", "water_vs_peers", "electricity_vs_peers", "gas_vs_peers"];

    /// <summary>For file names and metrics, such as <c>water+gas+layout</c>.</summary>
    public string Name => string.Join('+', new[] { (Water, "water"), (Electricity, "electricity"), (Gas, "gas"), (Layout, "layout") }.Where(p => p.Item1).Select(p => p.Item2));

    /// <summary>What a row knows.</summary>
    public static UtilityMix Of(FeatureMatrix matrix, int row)
    {
        return new UtilityMix(Known("water_l_day"), Known("electricity_kwh_day"), Known("gas_m3_day"), Known("rooms"));

        bool Known(string feature) => float.IsFinite(matrix[row, matrix.ColumnOf(feature)]);
    }

    /// <summary>A copy of the rows that knows no more than this mix.</summary>
    public FeatureMatrix Hide(FeatureMatrix matrix)
    {
        var values = (float[])matrix.Values.Clone();
        for (var column = 0; column < matrix.Width; column++)
        {
            var name = matrix.Names[column];
            if (!IsHidden(name))
            {
                continue;
            }

            var hidden = name.EndsWith("_coverage", StringComparison.Ordinal) ? 0 : float.NaN;
            for (var row = 0; row < matrix.Rows; row++)
            {
                values[(row * matrix.Width) + column] = hidden;
            }
        }

        return matrix with { Values = values };
    }

    private bool IsHidden(string feature) =>
        (!Water && GroupRentalFeatures.RestsOn(feature, "water"))
        || (!Electricity && GroupRentalFeatures.RestsOn(feature, "electricity"))
        || (!Gas && GroupRentalFeatures.RestsOn(feature, "gas"))
        || (!Layout && LayoutFeatures.Contains(feature, StringComparer.Ordinal));
}
