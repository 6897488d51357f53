using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>The life of the group-rental models: puts the parts of this folder together and decides nothing itself.</summary>
public sealed class GroupRentalLifecycle : IModelLifecycle
{
    private readonly IWarehouse _warehouse;
    private readonly ModelRegistry _registry;
    private readonly DwellingOptions _dwellings;
    private readonly TimeZoneInfo _zone;
    private readonly PromotionDesk _desk;
    private readonly GroupRentalVersions _versions;
    private readonly GroupRentalDrift _drift;
    private readonly DriftBook _book;
    private readonly FeatureExport _export;
    private readonly GroupRentalChampion _champion;

    public GroupRentalLifecycle(IWarehouse warehouse, ModelRegistry registry, DwellingOptions dwellings, DriftOptions drift, TimeZoneInfo zone, TimeProvider time)
    {
        (_warehouse, _registry, _dwellings, _zone) = (warehouse, registry, dwellings, zone);
        var champion = _champion = new GroupRentalChampion(registry);
        EnsureChampion();
        var features = new DwellingFeatureStore(warehouse, zone, dwellings.FewestPeers);
        var judge = new GroupRentalJudge(registry);
        _desk = new PromotionDesk(registry, judge, time);
        _versions = new GroupRentalVersions(registry, judge);
        _book = new DriftBook(warehouse);
        _drift = new GroupRentalDrift(features, champion, registry, new OutcomeDriftReader(warehouse, drift), _book, dwellings, drift, zone);
        _export = new FeatureExport(warehouse, features, zone, dwellings.FewestPeers);
    }

    /// <summary>How versions are trained; an order's seed takes the place of its own.</summary>
    public TrainingOptions Training { get; init; } = new();

    public string Folder => _registry.Folder;

    public string? RollsBackTo => _desk.RollsBackTo;

    public WaitingPromotion? Waiting => _desk.Waiting;

    public IReadOnlyList<ValueName> ValueNames { get; } =
    [
        .. GroupRentalFeatures.Measured.Concat(EstimatedPeople.All).Select(f => new ValueName(f.Name, f.Chinese, f.English)),
        new(TrainingProfile.Probability, "群租可能性", "probability of a group rental"),
    ];

    public string? ChampionProblem() => _champion.Problem();

    // Versions can be shown and put to work where the champion is damaged; ChampionProblem says that it is.
    private void EnsureChampion()
    {
        try
        {
            _ = _champion.EnsureOne();
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    public IReadOnlyList<ModelVersion> Versions(string? score = null) => _versions.List();

    public ModelVersionDetail? Describe(string version, string? score = null) => _versions.Describe(version);

    public Task<ModelComparison> CompareAsync(string? champion, string? challenger, CancellationToken cancellationToken)
    {
        var one = Existing(champion ?? _registry.VersionOf(ModelRegistry.Champion)!);
        var other = Existing(challenger ?? _registry.VersionOf(ModelRegistry.Challenger)
            ?? throw new ModelRequestException("No version scores in shadow: name one as 'challenger', or let one score in shadow first."));
        return string.Equals(one, other, StringComparison.Ordinal)
            ? throw new ModelRequestException($"{one} cannot be compared with itself.")
            : new GroupRentalComparison(_warehouse, _dwellings.MinProbability).CompareAsync(one, other, cancellationToken);
    }

    public Task<DriftHistory?> DriftAsync(CancellationToken cancellationToken) => _book.ReadAsync(cancellationToken);

    public Task<DriftReport> MeasureDriftAsync(DateTimeOffset asOf, CancellationToken cancellationToken) => _drift.MeasureAsync(asOf, cancellationToken);

    public async Task<string> TrainAsync(TrainingOrder order, IProgress<TrainingStep> progress, CancellationToken cancellationToken)
    {
        var model = await GroupRentalTraining.FromLabelsAsync(_warehouse, _zone, _dwellings.FewestPeers, Training with { Seed = order.Seed }, cancellationToken, progress);
        progress.Report(new TrainingStep("registering", 0.97));
        var version = GroupRentalTraining.Register(_registry, model);
        if (order.AsChallenger && !string.Equals(version, _registry.VersionOf(ModelRegistry.Champion), StringComparison.Ordinal))
        {
            _registry.Point(ModelRegistry.Challenger, version);
        }

        return version;
    }

    public PromotionResult Promote(string version, string by, string reason, bool despiteGate) => _desk.Promote(version, by, reason, despiteGate);

    public PromotionResult RollBack(string by, string reason) => _desk.RollBack(by, reason);

    public void Challenge(string version)
    {
        _ = _registry.Read(Existing(version));
        _registry.Point(ModelRegistry.Challenger, version);
    }

    public Task ExportFeaturesAsync(DateTimeOffset asOf, ExportFormat format, Stream to, CancellationToken cancellationToken) =>
        _export.WriteAsync(asOf, format, to, cancellationToken);

    private string Existing(string version) => _registry.Versions().Contains(version, StringComparer.Ordinal)
        ? version
        : throw new ModelRequestException($"There is no version '{version}' of {GroupRentalScoringJob.Scenario}. There are: {string.Join(", ", _registry.Versions())}.");
}
