using System.Text;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using static CityOps.Pipelines.Dwellings.Lifecycle.ModelFigures;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>Shows the versions of the registry.</summary>
internal sealed class GroupRentalVersions(ModelRegistry registry, GroupRentalJudge judge)
{
    private readonly Lazy<string> _shipped = new(() => ColdStartModel.Archive().Version);

    public IReadOnlyList<ModelVersion> List() => [.. registry.Versions().Select(Of).OrderByDescending(v => v.AddedAt).ThenBy(v => v.Version, StringComparer.Ordinal)];

    public ModelVersionDetail? Describe(string version)
    {
        if (!registry.Versions().Contains(version, StringComparer.Ordinal))
        {
            return null;
        }

        var manifest = GroupRentalModel.Load(registry.Read(version)).Manifest;
        var (evaluation, metrics) = (EvaluationOf(registry, version), MetricsOf(registry, version));
        return new ModelVersionDetail(
            Of(version),
            [.. (evaluation?.Reliability ?? []).Select(b => new ReliabilityPoint(b.From, b.To, b.Count, Known(b.Mean), Known(b.Observed)))],
            [.. (evaluation?.Budget ?? []).Select(b => new BudgetPoint(b.Visits, Known(b.Precision), Known(b.Recall), Known(b.Lift)))],
            [.. (metrics?.AveragePrecisionByMix ?? []).Select(m => new MixFigure(m.Key, Known(m.Value), Known(metrics!.MaeByMix.GetValueOrDefault(m.Key, double.NaN))))],
            [.. (evaluation?.Slices ?? []).Select(s => new SliceFigure(s.Slice, s.Group, s.Dwellings, Known(s.FalseShare)))],
            manifest.Options,
            manifest.Features,
            [.. judge.Judge(version).Select(g => new GateOutcome(g.Name, Known(g.Champion), Known(g.Challenger), g.IsWorse))],
            [.. registry.Promotions().Where(p => string.Equals(p.Version, version, StringComparison.Ordinal))],
            registry.ReadBeside(version, ModelCard.File) is { } card ? Encoding.UTF8.GetString(card) : null);
    }

    private ModelVersion Of(string version)
    {
        var (entry, evaluation, metrics) = (EntryOf(registry, version), EvaluationOf(registry, version), MetricsOf(registry, version));
        return new ModelVersion(
            version,
            [.. new[] { ModelRegistry.Champion, ModelRegistry.Challenger }.Where(a => string.Equals(registry.VersionOf(a), version, StringComparison.Ordinal))],
            registry.AddedAt(version),
            entry?.Origin ?? metrics?.Origin ?? "unknown",
            entry?.DataRange ?? "",
            entry?.Seed,
            entry?.FeatureHash,
            metrics?.LearntFrom,
            metrics?.HeldOut,
            metrics?.HeldOutRentals,
            ModelFigures.Of(evaluation, metrics),
            string.Equals(version, _shipped.Value, StringComparison.Ordinal));
    }
}
