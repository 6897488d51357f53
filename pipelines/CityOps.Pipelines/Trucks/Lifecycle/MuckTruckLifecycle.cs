using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;

namespace CityOps.Pipelines.Trucks.Lifecycle;

/// <summary>
/// The life of what muck trucks are scored by. A version holds two scores, of spillage and of dust, that are judged apart and put to work together. It learns from simulated fleets, by the command line
/// alone: visits bring no true spills yet, and the fleets would take the memory of the process that serves people. So nothing scores in shadow, nothing is held against a profile, and nothing is exported.
/// </summary>
public sealed class MuckTruckLifecycle : IModelLifecycle
{
    public const string TrainingCommand = "cityops train muck-truck";

    public static IReadOnlyList<ValueName> Scores { get; } = [new(ScoreKind.Spillage.Name, "抛洒", "Spillage"), new(ScoreKind.Dust.Name, "扬尘", "Dust")];

    public static ModelAbilities Abilities { get; } = new(TrainsHere: false, Shadows: false, MeasuresDrift: false, ExportsFeatures: false, TrainingCommand);

    private readonly ModelRegistry _registry;
    private readonly PromotionDesk _desk;
    private readonly MuckTruckVersions _versions;

    public MuckTruckLifecycle(ModelRegistry registry, TimeProvider time)
    {
        var judge = new MuckTruckJudge(registry);
        (_registry, _desk, _versions) = (registry, new PromotionDesk(registry, judge, time), new MuckTruckVersions(registry, judge));
    }

    public string Folder => _registry.Folder;

    public string? RollsBackTo => _desk.RollsBackTo;

    public WaitingPromotion? Waiting => _desk.Waiting;

    /// <summary>Null also where there is no champion: then spills and dust are not scored, which is no fault of a file.</summary>
    public string? ChampionProblem()
    {
        try
        {
            if (_registry.VersionOf(ModelRegistry.Champion) is { } version)
            {
                _ = MuckTruckModel.Load(_registry.Read(version));
            }

            return null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return damaged.Message;
        }
    }

    public IReadOnlyList<ModelVersion> Versions(string? score = null) => _versions.List(KindOf(score));

    public ModelVersionDetail? Describe(string version, string? score = null) => _versions.Describe(version, KindOf(score));

    public PromotionResult Promote(string version, string by, string reason, bool despiteGate) => _desk.Promote(version, by, reason, despiteGate);

    public PromotionResult RollBack(string by, string reason) => _desk.RollBack(by, reason);

    public Task<DriftHistory?> DriftAsync(CancellationToken cancellationToken) => Task.FromResult<DriftHistory?>(null);

    public Task<DriftReport> MeasureDriftAsync(DateTimeOffset asOf, CancellationToken cancellationToken) => throw new ModelRequestException("Drift of what muck trucks are scored by is not measured.");

    public Task<ModelComparison> CompareAsync(string? champion, string? challenger, CancellationToken cancellationToken) =>
        throw new ModelRequestException("Versions of muck trucks do not score in shadow, so there are no closed cases to compare them on. What the gate says of a version compares it with the champion.");

    public Task<string> TrainAsync(TrainingOrder order, IProgress<TrainingStep> progress, CancellationToken cancellationToken) =>
        throw new ModelRequestException($"Muck trucks are trained on the command line: {TrainingCommand}");

    public void Challenge(string version) => throw new ModelRequestException("Versions of muck trucks do not score in shadow: promote one, or do not.");

    public Task ExportFeaturesAsync(DateTimeOffset asOf, ExportFormat format, Stream to, CancellationToken cancellationToken) =>
        throw new ModelRequestException("Features of muck trucks are not exported.");

    private static ScoreKind KindOf(string? score) => ScoreKind.All.FirstOrDefault(kind => string.Equals(kind.Name, score, StringComparison.Ordinal)) ?? ScoreKind.Spillage;
}
