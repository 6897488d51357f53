using CityOps.Models.GroupRental;
using CityOps.Models.Tabular;

namespace CityOps.Pipelines.Dwellings.Evidence;

/// <summary>Puts a suspicion's evidence together. The same scores and curves give the same JSON, byte for byte.</summary>
public sealed class EvidenceBuilder(DwellingTable table, GroupRentalModel model, DwellingWindow window, TimeZoneInfo zone, DateTimeOffset asOf, int fewestPeers)
{
    private const int Shown = 8;
    private readonly PeerBands _bands = new(table, fewestPeers);

    /// <summary>What would change each of these scores, in their order: for all at once, since it scores again.</summary>
    public IReadOnlyList<IReadOnlyList<EvidenceChange>> Changes(IReadOnlyList<DwellingRow> rows, FeatureMatrix contributions) =>
        new WhatWouldChange(table, model, _bands).Of(rows, contributions);

    public GroupRentalEvidence Build(DwellingRow row, Selection selection, ReadOnlySpan<float> contributions, IReadOnlyList<EvidenceChange> changes, EvidenceCurves curves) => new(
        selection.IsRandom ? "random_check" : "over_occupancy",
        row.Facts.Town,
        DwellingWindow.StartOf(window.ToDay, zone).ToUniversalTime(),
        asOf.ToUniversalTime(),
        Day(window.FromDay),
        Day(window.ToDay.AddDays(-1)),
        zone.Id,
        new EvidenceDwelling(
            row.Facts.Town, row.Facts.GridCell, row.Facts.BuildingId, Whole(row.Rooms), Rounded(row.FloorAreaM2), Whole(row.Registered), row.Facts.Kinship, row.Facts.Tenure),
        new EvidenceEstimate(Round(row.Occupants), Round(row.Low), Round(row.High), OccupantInterval.Nominal),
        row.LegalLimit,
        Round(row.Probability),
        [.. Reasons(selection.Reasons)],
        selection.FoundBy,
        selection.Probability,
        TopContributions(row, contributions),
        changes,
        new EvidenceCoverage(Round(Feature(row, "water_coverage")), Round(Feature(row, "electricity_coverage")), Round(Feature(row, "gas_coverage"))),
        curves,
        FeatureSnapshot.Of(table.Features, row.Index),
        Wording.Caveats(row, selection, name => Feature(row, name), model.Manifest.Origin),
        model.Version,
        model.Manifest.Origin);

    private List<EvidenceContribution> TopContributions(DwellingRow row, ReadOnlySpan<float> contributions)
    {
        var effects = contributions.ToArray();
        var top = new List<EvidenceContribution>();
        foreach (var column in Enumerable.Range(0, effects.Length).OrderByDescending(c => Math.Abs(effects[c])).ThenBy(c => c).Take(Shown))
        {
            var definition = GroupRentalFeatures.Explained[column];
            var isRead = column < GroupRentalFeatures.Measured.Count;
            var value = Rounded(isRead ? table.Features[row.Index, column] : Estimated(row, column - GroupRentalFeatures.Measured.Count));
            var band = isRead ? _bands.Of(definition.Name, row.Rooms) : null;
            var text = Wording.Sentence(definition, value, band, row.Rooms, effects[column]);
            top.Add(new EvidenceContribution(
                definition.Name, definition.Unit, value, Rounded(band?.Low), Rounded(band?.High), Round(effects[column]), text.Zh, text.En));
        }

        return top;
    }

    private static float Estimated(DwellingRow row, int column)
    {
        Span<float> cells = stackalloc float[EstimatedPeople.All.Count];
        EstimatedPeople.Fill(cells, row.Occupants, row.Registered, row.Rooms);
        return cells[column];
    }

    private static IEnumerable<string> Reasons(SuspicionReasons reasons) =>
        Enum.GetValues<SuspicionReasons>().Where(r => r is not SuspicionReasons.None && reasons.HasFlag(r)).Select(r => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(r.ToString()));

    private float Feature(DwellingRow row, string name) => table.Features[row.Index, table.Features.ColumnOf(name)];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 3) : 0;

    private static double? Rounded(double? value) => value is { } known && double.IsFinite(known) ? Math.Round(known, 3) : null;

    private static int? Whole(float value) => float.IsFinite(value) ? (int)value : null;
}
