using CityOps.Models.GroupRental;
using CityOps.Models.Tabular;

namespace CityOps.Pipelines.Dwellings.Evidence;

/// <summary>
/// What would change a score: the dwelling scored again by the same model with one of its strongest signs as peers have it, or with all estimated people registered. One thing at a time, all else as it was, so the
/// changes do not add up.
/// </summary>
internal sealed class WhatWouldChange(DwellingTable table, GroupRentalModel model, PeerBands bands)
{
    private const int MostSigns = 3;
    private const double LeastChange = 0.005;

    private static readonly string[] PerRegistered = ["water_l_per_registered", "electricity_kwh_per_registered"];

    // How much was read, what the flat is like and what the register says are no signs that a day could show otherwise.
    private static readonly bool[] IsSign =
    [
        .. GroupRentalFeatures.Measured.Select(f => f.Name).Select(name => name is not ("rooms" or "floor_area_m2" or "registered_population")
            && !name.EndsWith("_coverage", StringComparison.Ordinal) && !name.EndsWith("_cycle_h", StringComparison.Ordinal)),
    ];

    /// <summary>For each dwelling, what would lower its probability, the most effective first.</summary>
    /// <param name="contributions">A row each, as <see cref="GroupRentalModel.Explain"/> gives them.</param>
    public IReadOnlyList<IReadOnlyList<EvidenceChange>> Of(IReadOnlyList<DwellingRow> dwellings, FeatureMatrix contributions)
    {
        var tried = new List<(int Dwelling, Variant Variant)>();
        for (var i = 0; i < dwellings.Count; i++)
        {
            tried.AddRange(VariantsOf(dwellings[i], contributions.Row(i).ToArray()).Select(variant => (i, variant)));
        }

        // One batch for all: a Transform costs more to start than to run.
        var probability = tried.Count == 0 ? [] : model.Score(new FeatureMatrix(table.Features.Names, [.. tried.SelectMany(t => t.Variant.Row)])).Probability;
        var changes = dwellings.Select(_ => new List<EvidenceChange>()).ToList();
        foreach (var ((dwelling, variant), at) in tried.Select((t, at) => (t, at)))
        {
            if (probability[at] <= dwellings[dwelling].Probability - LeastChange)
            {
                changes[dwelling].Add(ChangeOf(variant, dwellings[dwelling], Math.Round(probability[at], 3)));
            }
        }

        return changes.ConvertAll(c => (IReadOnlyList<EvidenceChange>)[.. c.OrderBy(change => change.Probability)]);
    }

    private IEnumerable<Variant> VariantsOf(DwellingRow dwelling, float[] contributions)
    {
        var row = table.Features.Row(dwelling.Index).ToArray();
        var outside = Enumerable.Range(0, IsSign.Length)
            .Where(c => IsSign[c] && contributions[c] > 0 && float.IsFinite(row[c]))
            .OrderByDescending(c => contributions[c]).ThenBy(c => c)
            .Select(c => (Column: c, Bound: BoundOf(GroupRentalFeatures.Measured[c].Name, row[c], dwelling.Rooms)))
            .Where(c => c.Bound is not null)
            .Take(MostSigns);
        foreach (var (column, bound) in outside)
        {
            var changed = row.ToArray();
            changed[column] = bound!.Value;
            table.Peers.Fill(changed);
            yield return new Variant(GroupRentalFeatures.Measured[column], bound.Value, changed);
        }

        var people = (float)Math.Round(dwelling.Occupants);
        if (float.IsFinite(dwelling.Registered) && dwelling.Registered < people)
        {
            yield return new Variant(GroupRentalFeatures.Measured[table.Features.ColumnOf("registered_population")], people, Registered(row, dwelling.Registered, people));
        }
    }

    // The nearer end of the middle half of the peers; null where it lies within.
    private float? BoundOf(string feature, float value, float rooms) =>
        bands.Of(feature, rooms) is not { } band ? null : value > band.High ? (float)band.High : value < band.Low ? (float)band.Low : null;

    private float[] Registered(float[] row, float before, float after)
    {
        var changed = row.ToArray();
        changed[table.Features.ColumnOf("registered_population")] = after;
        foreach (var column in PerRegistered.Select(table.Features.ColumnOf))
        {
            changed[column] *= Math.Max(1, before) / Math.Max(1, after);
        }

        table.Peers.Fill(changed);
        return changed;
    }

    private static EvidenceChange ChangeOf(Variant variant, DwellingRow dwelling, double probability)
    {
        var text = Wording.Change(variant.Feature, variant.To, dwelling.Probability, probability);
        return new EvidenceChange(variant.Feature.Name, Math.Round(variant.To, 3), probability, text.Zh, text.En);
    }

    private sealed record Variant(FeatureDefinition Feature, float To, float[] Row);
}
