using System.Text;
using System.Text.Json;
using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;

namespace CityOps.Pipelines.Trucks.Lifecycle;

/// <summary>Shows the versions of the registry, one of their scores at a time. Of a file that an older version did not keep, or that was damaged, nothing is known.</summary>
internal sealed class MuckTruckVersions(ModelRegistry registry, MuckTruckJudge judge)
{
    public IReadOnlyList<ModelVersion> List(ScoreKind kind) =>
        [.. registry.Versions().Select(version => Of(version, kind)).OrderByDescending(v => v.AddedAt).ThenBy(v => v.Version, StringComparer.Ordinal)];

    public ModelVersionDetail? Describe(string version, ScoreKind kind)
    {
        if (!registry.Versions().Contains(version, StringComparer.Ordinal))
        {
            return null;
        }

        var model = MuckTruckModel.Load(registry.Read(version));
        var score = ScoreOf(EvaluationOf(version), kind);
        return new ModelVersionDetail(
            Of(version, kind),
            [.. (score?.Reliability ?? []).Select(b => new ReliabilityPoint(b.From, b.To, b.Count, Known(b.Mean), Known(b.Observed)))],
            [.. (score?.Budget ?? []).Select(b => new BudgetPoint(b.Visits, Known(b.Precision), Known(b.Recall), Known(b.Lift)))],
            ByMix: [],
            Slices: [],
            Parameters: null,
            model.Of(kind) is null ? [] : kind.Features,
            [.. judge.Judge(version).Select(g => new GateOutcome(g.Name, Known(g.Champion), Known(g.Challenger), g.IsWorse))],
            [.. registry.Promotions().Where(p => string.Equals(p.Version, version, StringComparison.Ordinal))],
            registry.ReadBeside(version, MuckTruckCard.File) is { } card ? Encoding.UTF8.GetString(card) : null);
    }

    private ModelVersion Of(string version, ScoreKind kind)
    {
        var (evaluation, metrics) = (EvaluationOf(version), MuckTruckMetrics.Of(Beside(version, "metrics.json")));
        var (score, plain) = (ScoreOf(evaluation, kind), metrics?.Of(kind));
        return new ModelVersion(
            version,
            [.. new[] { ModelRegistry.Champion }.Where(a => string.Equals(registry.VersionOf(a), version, StringComparison.Ordinal))],
            registry.AddedAt(version),
            evaluation?.Origin ?? metrics?.Origin ?? "unknown",
            evaluation?.DataRange ?? "",
            (int?)(evaluation?.Seed ?? metrics?.Seed),
            FeatureHash: null,
            score?.LearntFrom ?? plain?.LearntFrom,
            score?.Judged ?? plain?.Judged,
            score?.Positives ?? plain?.Positives,
            score is not null
                ? [.. score.Figures.Select(f => new ModelFigure(f.Name, Known(f.Value), Known(f.Low), Known(f.High)))]
                : plain?.AveragePrecision is { } precision ? [new ModelFigure("average_precision", Known(precision), null, null)] : []);
    }

    private FleetEvaluation? EvaluationOf(string version)
    {
        try
        {
            return Beside(version, FleetEvaluation.File) is { } bytes ? FleetEvaluation.FromBytes(bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private byte[]? Beside(string version, string file) => registry.ReadBeside(version, file);

    private static ScoreEvaluation? ScoreOf(FleetEvaluation? evaluation, ScoreKind kind) => evaluation?.Scores.FirstOrDefault(s => string.Equals(s.Score, kind.Name, StringComparison.Ordinal));

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
