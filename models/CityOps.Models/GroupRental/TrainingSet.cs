using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental;

/// <summary>What a model is trained from: one row a dwelling and window.</summary>
/// <param name="Keys">Each row's dwelling: splits go by it.</param>
/// <param name="Occupants">People living there; NaN where nobody counted.</param>
/// <param name="Rental">1 a group rental, 0 not; NaN where nobody looked ("no entry").</param>
/// <param name="DataRange">The windows the rows come from, for the model card.</param>
/// <param name="Origin">"simulated" or "labels".</param>
public sealed record TrainingSet(FeatureMatrix Features, IReadOnlyList<ulong> Keys, float[] Occupants, float[] Rental, string DataRange, string Origin)
{
    /// <summary>What figures are broken down by, row by row; empty where nobody will ask.</summary>
    public IReadOnlyList<RowGroups> Groups { get; init; } = [];

    /// <summary>Whether the product would score the row at all; empty where all would be.</summary>
    public IReadOnlyList<bool> IsScoreable { get; init; } = [];

    /// <summary>All dwellings of the windows, where <see cref="Features"/> holds only those that somebody visited; null where they are the same.</summary>
    public FeatureMatrix? Population { get; init; }

    public TrainingSet Take(IReadOnlyList<int> rows) => this with
    {
        Features = Features.Take(rows),
        Keys = [.. rows.Select(r => Keys[r])],
        Occupants = [.. rows.Select(r => Occupants[r])],
        Rental = [.. rows.Select(r => Rental[r])],
        IsScoreable = IsScoreable.Count == 0 ? [] : [.. rows.Select(r => IsScoreable[r])],
        Groups = Groups.Count == 0 ? [] : [.. rows.Select(r => Groups[r])],
    };

    /// <summary>The rows of several sets of the same features.</summary>
    public static TrainingSet Join(IReadOnlyList<TrainingSet> sets) => sets[0] with
    {
        Features = sets[0].Features with { Values = [.. sets.SelectMany(s => s.Features.Values)] },
        Keys = [.. sets.SelectMany(s => s.Keys)],
        Occupants = [.. sets.SelectMany(s => s.Occupants)],
        Rental = [.. sets.SelectMany(s => s.Rental)],
        IsScoreable = [.. sets.SelectMany(s => s.IsScoreable)],
        Groups = [.. sets.SelectMany(s => s.Groups)],
        DataRange = string.Join("; ", sets.Select(s => s.DataRange)),
        Population = sets.Any(s => s.Population is not null) ? sets[0].Features with { Values = [.. sets.SelectMany(s => (s.Population ?? s.Features).Values)] } : null,
    };
}

/// <summary>Groups that a row belongs to: none is a feature, each may be treated worse than others.</summary>
/// <param name="Kind">What the simulator made of the dwelling, such as <c>fish_tank</c>; empty where the row is real.</param>
/// <param name="BuiltIn">The year the building was finished; null where the register does not say.</param>
public sealed record RowGroups(string Town, string Tenure, string Kind = "", int? BuiltIn = null);
