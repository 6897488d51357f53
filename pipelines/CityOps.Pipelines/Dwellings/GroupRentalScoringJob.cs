using CityOps.Contracts.Events;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Dwellings.Evidence;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Suspicions;
using CityOps.Warehouse;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Dwellings;

/// <summary>
/// Scores every dwelling as of an instant: brings the daily partials up to date, merges the features, estimates occupants and probability, stores the scores, and sends
/// suspicions to casework. Everything it writes is a function of the instant, the landed rows and the model version.
/// </summary>
public sealed class GroupRentalScoringJob(
    IWarehouse warehouse, ISuspicionPublisher suspicions, GroupRentalChampion champion, DwellingOptions options, TimeZoneInfo zone, ILogger<GroupRentalScoringJob> logger) : IScoringJob
{
    public const string Scenario = "group-rental";

    private readonly DwellingFeatureStore _features = new(warehouse, zone, options.FewestPeers);

    public async Task<ScoringSummary> ScoreAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var window = DwellingWindow.EndingAt(asOf, zone, GroupRentalFeatures.WindowDays);
        await _features.SettleAsync(cancellationToken);
        var table = await _features.ReadAsync(window, asOf, cancellationToken);
        if (table.Keys.Length == 0)
        {
            return new ScoringSummary(0, 0, 0);
        }

        var model = champion.Current();
        var rows = Score(table, model, out var notScoreable, cancellationToken);
        var explained = MostProbable(rows);
        var contributions = model.Explain(table.Features.Take(explained), cancellationToken);
        var positions = explained.Select((index, at) => (index, at)).ToDictionary(p => p.index, p => p.at);
        if (rows.Count > 0)
        {
            using var batch = ScoreRows.Of(table, rows, contributions, positions, asOf, model.Version);
            await warehouse.InsertAsync("dwelling_scores", [batch], InsertMode.Again, cancellationToken);
        }

        await ScoreInShadowAsync(table, rows, asOf, cancellationToken);
        if (notScoreable.Count > 0)
        {
            using var counts = NotScoreableRows.Of(notScoreable, asOf, table.Newest.Max());
            await warehouse.InsertAsync("dwellings_not_scoreable", [counts], InsertMode.Again, cancellationToken);
        }

        var found = await SuspicionsAsync(table, model, rows, window, asOf, cancellationToken);
        await suspicions.PublishAsync(found, cancellationToken);
        var summary = new ScoringSummary(rows.Count, table.Keys.Length - rows.Count, found.Count);
        logger.LogInformation(
            "Scored {Scored} dwellings as of {AsOf} with model {ModelVersion}: {Suspicions} suspicions, {NotScoreable} not scoreable",
            summary.Scored, asOf, model.Version, summary.Suspicions, summary.NotScoreable);
        return summary;
    }

    // The challenger's scores stand beside the champion's under its own version, and lead to nothing.
    private async Task ScoreInShadowAsync(DwellingTable table, List<DwellingRow> rows, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (rows.Count == 0 || champion.Shadow() is not { } challenger)
        {
            return;
        }

        var scores = challenger.Score(table.Features, cancellationToken);
        var shadow = rows.ConvertAll(r => r with { Probability = scores.Probability[r.Index], Occupants = scores.Occupants[r.Index], Low = scores.OccupantsLow[r.Index], High = scores.OccupantsHigh[r.Index] });
        using var batch = ScoreRows.Of(table, shadow, table.Features.Take([]), new Dictionary<int, int>(), asOf, challenger.Version);
        await warehouse.InsertAsync("dwelling_scores", [batch], InsertMode.Again, cancellationToken);
    }

    private List<DwellingRow> Score(
        DwellingTable table, GroupRentalModel model, out Dictionary<(string Town, Scoreability Reason), int> notScoreable, CancellationToken cancellationToken)
    {
        notScoreable = [];
        var scores = model.Score(table.Features, cancellationToken);
        var (water, electricity) = (table.Column("water_coverage"), table.Column("electricity_coverage"));
        var (rooms, area, registered) = (table.Column("rooms"), table.Column("floor_area_m2"), table.Column("registered_population"));
        var rows = new List<DwellingRow>(table.Keys.Length);
        for (var i = 0; i < table.Keys.Length; i++)
        {
            var scoreability = ScoreabilityRule.Of(table.Facts[i], water[i], electricity[i], options);
            if (scoreability is not Scoreability.Scoreable)
            {
                var key = (table.Facts[i].Town, scoreability);
                notScoreable[key] = notScoreable.GetValueOrDefault(key) + 1;
            }
            else
            {
                rows.Add(new DwellingRow(
                    i, table.Keys[i], table.Facts[i], scores.Probability[i], scores.Occupants[i], scores.OccupantsLow[i], scores.OccupantsHigh[i], rooms[i], area[i], registered[i]));
            }
        }

        return rows;
    }

    private List<int> MostProbable(List<DwellingRow> rows) =>
        [.. rows.OrderByDescending(r => r.Probability).ThenBy(r => r.Key).Take(options.MaxExplainedPerRun).Select(r => r.Index)];

    private async Task<List<Suspicion>> SuspicionsAsync(
        DwellingTable table, GroupRentalModel model, List<DwellingRow> rows, DwellingWindow window, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var suspects = Suspects(rows, window.Week);
        var contributions = model.Explain(table.Features.Take([.. suspects.Select(s => s.Row.Index)]), cancellationToken);
        var curves = await new CurveReader(warehouse, zone).ReadAsync([.. suspects.Select(s => s.Row.Key)], window, cancellationToken);
        var evidence = new EvidenceBuilder(table, model, window, zone, asOf, options.FewestPeers);
        var changes = evidence.Changes(suspects.ConvertAll(s => s.Row), contributions);
        var found = new List<Suspicion>(suspects.Count);
        for (var i = 0; i < suspects.Count; i++)
        {
            var (row, selection) = suspects[i];
            found.Add(new Suspicion(
                SuspicionId.Of(row.Key, window.Week),
                Scenario,
                row.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
                DwellingWindow.StartOf(window.Week, zone),
                asOf.ToUnixTimeMilliseconds(),
                SuspicionState.Open,
                Math.Round(row.Probability, 4),
                evidence.Build(row, selection, contributions.Row(i), changes[i], curves[row.Key]).ToJson(),
                model.Version,
                FoundLate: false));
        }

        return found;
    }

    // Where the model suspects a dwelling it comes for certain; of all others each has the same chance.
    private List<(DwellingRow Row, Selection Selection)> Suspects(List<DwellingRow> rows, DateOnly monday)
    {
        var ranked = rows
            .Select(row => (Row: row, Reasons: SuspicionRule.Of(row, options)))
            .Where(s => s.Reasons is not SuspicionReasons.None)
            .OrderByDescending(s => s.Row.Probability).ThenBy(s => s.Row.Key)
            .Take(RandomChecks.LeftForModel(options))
            .Select(s => (s.Row, Selection.ByModel(s.Reasons)))
            .ToList();
        var chosen = ranked.Select(s => s.Row.Key).ToHashSet();
        var random = RandomChecks.Of(rows.Count - chosen.Count, options);
        return [.. ranked, .. rows.Where(row => !chosen.Contains(row.Key) && random.Draws(row.Key, monday)).OrderBy(row => row.Key).Select(row => (row, Selection.AtRandom(random.Chance)))];
    }
}
