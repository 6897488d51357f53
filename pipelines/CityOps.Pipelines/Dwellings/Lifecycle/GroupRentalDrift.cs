using System.Globalization;
using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using static CityOps.Pipelines.Dwellings.Lifecycle.ModelFigures;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>Measures how far the dwellings that are scored have moved from those that the champion was trained among, and keeps what it measured.</summary>
internal sealed class GroupRentalDrift(
    DwellingFeatureStore features, GroupRentalChampion champion, ModelRegistry registry, OutcomeDriftReader outcomes, DriftBook book, DwellingOptions dwellings, DriftOptions options, TimeZoneInfo zone)
{
    public async Task<DriftReport> MeasureAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var window = DwellingWindow.EndingAt(asOf, zone, GroupRentalFeatures.WindowDays);
        await features.SettleAsync(cancellationToken);
        var table = await features.ReadAsync(window, asOf, cancellationToken);
        var report = Of(table, await outcomes.ReadAsync(champion.Current().Version, asOf, cancellationToken), asOf, cancellationToken);
        await book.KeepAsync(report, cancellationToken);
        return report;
    }

    private DriftReport Of(DwellingTable table, OutcomeDrift? outcome, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var model = champion.Current();
        var (water, electricity) = (table.Column("water_coverage"), table.Column("electricity_coverage"));
        List<int> scoreable = [.. Enumerable.Range(0, table.Keys.Length).Where(row => ScoreabilityRule.Of(table.Facts[row], water[row], electricity[row], dwellings) is Scoreability.Scoreable)];
        var rows = table.Features.Take(scoreable);
        var profile = registry.ReadBeside(model.Version, TrainingProfile.File) is { } bytes ? TrainingProfile.FromBytes(bytes) : null;
        var alerts = new List<(string Code, string Words)>();
        IReadOnlyList<ValueDrift> moved = [];
        if (profile is null)
        {
            alerts.Add(("no_profile", "The champion did not keep how the dwellings it learnt from looked: drift of features cannot be measured. Train again."));
        }
        else if (rows.Rows >= options.FewestRows)
        {
            moved = [.. profile.Against(rows, model.Score(rows, cancellationToken)).Select(Drift).OrderByDescending(d => d.Psi ?? -1)];
        }

        List<ValueDrift> scores = [.. moved.Where(d => TrainingProfile.IsScore(d.Name))];
        List<ValueDrift> inputs = [.. moved.Where(d => !TrainingProfile.IsScore(d.Name))];
        alerts.AddRange(scores.Where(d => d.IsAlert).Select(d => ("score_moved", string.Create(CultureInfo.InvariantCulture, $"{d.Name} has moved: PSI {d.Psi:0.00}, limit {d.Threshold:0.00}."))));
        if (inputs.Count(d => d.IsAlert) >= options.FewestFeatures)
        {
            alerts.Add(("features_moved", string.Create(CultureInfo.InvariantCulture, $"{inputs.Count(d => d.IsAlert)} features have moved, {inputs[0].Name} farthest: PSI {inputs[0].Psi:0.00}.")));
        }

        if (outcome is { IsAlert: true })
        {
            alerts.Add(("outcomes_moved", string.Create(CultureInfo.InvariantCulture, $"Visits confirm otherwise than before: {outcome.Recent.Rate:P0} of {outcome.Recent.Visits}, before {outcome.Before.Rate:P0} of {outcome.Before.Visits}.")));
        }

        return new DriftReport(model.Version, profile?.Origin ?? model.Manifest.Origin, asOf, rows.Rows, profile is null ? outcome is { IsAlert: true } : alerts.Count > 0, [.. alerts.Select(a => a.Words)], scores, inputs, outcome, [.. alerts.Select(a => a.Code).Distinct(StringComparer.Ordinal)]);
    }

    // With few rows the index is large by chance alone: then that is the limit.
    private ValueDrift Drift(Stability stability)
    {
        var threshold = Math.Max(options.MaxPsi, stability.Noise);
        return new ValueDrift(stability.Name, Known(stability.Index), Known(threshold), stability.Index > threshold, stability.UnknownBefore, Known(stability.UnknownNow));
    }
}
