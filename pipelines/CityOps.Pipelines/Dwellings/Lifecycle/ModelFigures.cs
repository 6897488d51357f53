using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>Reads what is kept beside a version into figures for people. A number that cannot be said is null, never NaN: JSON has none. Of a file that was damaged nothing is known.</summary>
internal static class ModelFigures
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static GroupRentalMetrics? MetricsOf(ModelRegistry registry, string version) =>
        Read(registry, version, "metrics.json", bytes => JsonSerializer.Deserialize<GroupRentalMetrics>(bytes, Json));

    public static ModelEntry? EntryOf(ModelRegistry registry, string version) =>
        Read(registry, version, ModelEntry.File, bytes => JsonSerializer.Deserialize<ModelEntry>(bytes, Json));

    public static VersionEvaluation? EvaluationOf(ModelRegistry registry, string version) =>
        Read(registry, version, VersionEvaluation.File, VersionEvaluation.FromBytes);

    public static IReadOnlyList<ModelFigure> Of(VersionEvaluation? evaluation, GroupRentalMetrics? metrics) => evaluation is not null
        ? [.. evaluation.Figures.Select(f => new ModelFigure(f.Name, Known(f.Value), Known(f.Low), Known(f.High))), .. Baselines(metrics)]
        : metrics is null ? [] : [.. Plain(metrics), .. Baselines(metrics)];

    public static ModelFigure Of(string name, Estimate estimate) => new(name, Known(estimate.Value), Known(estimate.Low), Known(estimate.High));

    public static double? Known(double value) => double.IsFinite(value) ? value : null;

    private static T? Read<T>(ModelRegistry registry, string version, string file, Func<byte[], T?> parse)
        where T : class
    {
        try
        {
            return registry.ReadBeside(version, file) is { } bytes ? parse(bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<ModelFigure> Plain(GroupRentalMetrics metrics) =>
    [
        Alone("average_precision", metrics.AveragePrecision),
        Alone("roc_auc", metrics.RocAuc),
        Alone("precision_at_budget", metrics.PrecisionAtBudget),
        Alone("calibration_error", metrics.CalibrationError),
        Alone("mean_error_people", metrics.Mae),
        Alone("interval_coverage", metrics.IntervalCoverage),
    ];

    private static IEnumerable<ModelFigure> Baselines(GroupRentalMetrics? metrics) => metrics is null
        ? []
        :
        [
            Alone("best_single_average_precision", metrics.BestSingleAveragePrecision),
            Alone("rule_average_precision", metrics.RuleAveragePrecision),
            Alone("baseline_mean_error_people", metrics.BaselineMae),
        ];

    private static ModelFigure Alone(string name, double value) => new(name, Known(value), null, null);
}
