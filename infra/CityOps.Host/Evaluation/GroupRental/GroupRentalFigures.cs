using System.Globalization;
using CityOps.Models.GroupRental;
using CityOps.Models.GroupRental.Evaluation;

namespace CityOps.Host.Evaluation.GroupRental;

/// <summary>The figures by the names that others read.</summary>
internal static class GroupRentalFigures
{
    public static Dictionary<string, object> Of(DistrictFigures figures)
    {
        var named = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["origin"] = "simulated",
            ["average_precision"] = figures.AveragePrecision.Value,
            ["average_precision_low"] = figures.AveragePrecision.Low,
            ["average_precision_high"] = figures.AveragePrecision.High,
            ["oracle_average_precision"] = figures.OracleAveragePrecision,
            ["occupancy_only_average_precision"] = figures.OccupancyOnlyAveragePrecision,
            ["best_single_average_precision"] = figures.BestSingle.Value,
            ["best_single_precision_at_budget"] = figures.BestSingleAtBudget.Value,
            ["rule_average_precision"] = figures.RuleAveragePrecision,
            ["logistic_average_precision"] = figures.LogisticAveragePrecision,
            ["without_signals_average_precision"] = figures.WithoutSignalsAveragePrecision,
            ["roc_auc"] = figures.RocAuc,
            ["visits"] = figures.Budget.Visits,
            ["precision_at_budget"] = figures.Budget.Precision,
            ["precision_at_budget_low"] = figures.PrecisionAtBudget.Low,
            ["precision_at_budget_high"] = figures.PrecisionAtBudget.High,
            ["recall_at_budget"] = figures.Budget.Recall,
            ["lift_at_budget"] = figures.Budget.Lift,
            ["ece"] = figures.Reliability.Error,
            ["interval_coverage"] = figures.IntervalCoverage,
            ["interval_nominal"] = OccupantInterval.Nominal,
            ["mae"] = figures.MeanError,
            ["baseline_mae"] = figures.BaselineMeanError,
            ["not_scoreable"] = figures.Tested.NotScoreable,
        };
        foreach (var (share, at) in figures.AtShares)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}").Replace('.', '_');
            named[$"precision_at_{name}_pct"] = at.Precision;
            named[$"recall_at_{name}_pct"] = at.Recall;
        }

        foreach (var mix in figures.ByMix)
        {
            named["average_precision_of_" + Word(mix.Mix)] = mix.AveragePrecision;
            named["interval_width_of_" + Word(mix.Mix)] = mix.IntervalWidth;
        }

        foreach (var kind in figures.ByKind)
        {
            named[(kind.IsRental ? "found_share_of_" : "false_share_of_") + Word(kind.Kind)] = kind.Flagged;
        }

        return named;
    }

    private static string Word(string name) => name.Replace('+', '_').Replace('-', '_');
}
