using CityOps.Models.Evaluation;
using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental.Evaluation;

/// <summary>Rows to learn from, to calibrate on and to test, and what a learner would see that knew who was in.</summary>
/// <param name="Oracle">True daily occupancy of the rows of <see cref="All"/>.</param>
public sealed record JudgedDistrict(TrainingSet All, FeatureMatrix Oracle, PlaceAndTimeSplit Split)
{
    /// <summary>The parts without rows that cannot be scored or whose truth is not known.</summary>
    public PlaceAndTimeSplit Scoreable()
    {
        return new PlaceAndTimeSplit(Kept(Split.Learn), Kept(Split.Calibrate), Kept(Split.Test));

        List<int> Kept(IReadOnlyList<int> rows) => [.. rows.Where(r => (All.IsScoreable.Count == 0 || All.IsScoreable[r]) && float.IsFinite(All.Rental[r]) && float.IsFinite(All.Occupants[r]))];
    }

    /// <summary>Why nothing can be judged, as the end of a sentence; null where something can.</summary>
    public string? Lack()
    {
        var parts = Scoreable();
        return LackOf(parts.Learn, "to learn from") ?? (parts.Calibrate.Count == 0 ? "no dwelling is left to calibrate on" : null) ?? LackOf(parts.Test, "to test on");
    }

    private string? LackOf(IReadOnlyList<int> rows, string what)
    {
        var rentals = rows.Count(row => All.Rental[row] > 0.5f);
        return rows.Count == 0 ? $"no dwelling is left {what}"
            : rentals == 0 ? $"no group rental is among the {rows.Count} dwellings {what}"
            : rentals == rows.Count ? $"only group rentals are among the {rows.Count} dwellings {what}"
            : null;
    }
}
