using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CityOps.Host.Training;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Lifecycle;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>One simulated district, visited: what the lifecycle of models makes of the outcomes. All figures here are simulated.</summary>
public sealed class VisitedDistrict : IAsyncLifetime
{
    internal static readonly TrainingOptions Small = new(Trees: 30, Leaves: 8, RentalTrees: 40);

    private ScoredDistrict? _district;
    private DirectoryInfo? _models;

    internal ScoredDistrict District => _district ?? throw new InvalidOperationException("The district has not been landed.");

    internal static DwellingOptions Options { get; } = new();

    internal ModelRegistry Registry { get; private set; } = null!;

    internal GroupRentalLifecycle Lifecycle { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(NativeLearner.WhyMissing is not null, NativeLearner.WhyMissing ?? "");
        _district = await ScoredDistrict.StartAsync(700, seed: 77, rentalShare: 0.12, keepsHours: false);
        foreach (var statement in SqlText.Below("Dwellings.Lifecycle.Schema"))
        {
            await District.Warehouse.ExecuteAsync(SqlText.Read(statement), WarehouseParameters.None, CancellationToken.None);
        }

        _models = Directory.CreateTempSubdirectory("cityops-lifecycle-");
        Registry = new ModelRegistry(_models.FullName, GroupRentalScoringJob.Scenario);
        Lifecycle = new GroupRentalLifecycle(District.Warehouse, Registry, Options, new DriftOptions(), ScoredDistrict.Zone, TimeProvider.System) { Training = Small };
        await VisitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _models?.Delete(recursive: true);
        await District.DisposeAsync();
    }

    internal GroupRentalScoringJob Job() => new(
        District.Warehouse, new Published(), new GroupRentalChampion(Registry), Options, ScoredDistrict.Zone, NullLogger<GroupRentalScoringJob>.Instance);

    // Two of three dwellings were looked at three days after the window; some did not open.
    private async Task VisitAsync()
    {
        var visited = Enumerable.Range(0, District.Truth.Keys.Count).Where(i => i % 3 != 0).ToList();
        var rows = visited.Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"('group-rental', '{District.Truth.Keys[i]}', 'case-{i}', {{end:DateTime64(3, 'UTC')}}, {{at:DateTime64(3, 'UTC')}}, '{(i % 7 == 0 ? "no_entry" : District.Truth.Rental[i] > 0.5f ? "confirmed" : "not_found")}', {(i % 7 == 0 ? "NULL" : ((int)District.Truth.Occupants[i]).ToString(CultureInfo.InvariantCulture))}, 'random', {i + 1})"));
        await District.Warehouse.ExecuteAsync(
            $"INSERT INTO labels (scenario, subject, case_id, window_end, at, outcome, people_found, found_by, version) VALUES {string.Join(", ", rows)}",
            new WarehouseParameters { ["end"] = ScoredDistrict.AsOf.UtcDateTime, ["at"] = ScoredDistrict.AsOf.AddDays(3).UtcDateTime },
            CancellationToken.None);
    }
}

[Collection(nameof(ModelLifecycleTests))]
public sealed class ModelLifecycleTests(VisitedDistrict visited) : IClassFixture<VisitedDistrict>
{

    [Fact]
    public async Task Training_on_visits_makes_the_same_version_twice_and_skips_who_did_not_open()
    {
        var first = await GroupRentalTraining.FromLabelsAsync(visited.District.Warehouse, ScoredDistrict.Zone, 10, VisitedDistrict.Small, CancellationToken.None);
        var again = await GroupRentalTraining.FromLabelsAsync(visited.District.Warehouse, ScoredDistrict.Zone, 10, VisitedDistrict.Small, CancellationToken.None);

        Assert.Equal(first.Archive.ToBytes(), again.Archive.ToBytes());
        var (one, two) = (GroupRentalTraining.FilesBeside(first), GroupRentalTraining.FilesBeside(again));
        Assert.All(one, file => Assert.Equal(file.Value, two[file.Key]));
        var seen = await visited.District.OneAsync<int>("SELECT toInt32(count()) FROM labels FINAL WHERE outcome IN ('confirmed', 'not_found')");
        var entry = ModelEntry.Of(first);
        Assert.Equal("labels", entry.Origin);
        Assert.Contains(seen.ToString(CultureInfo.InvariantCulture), entry.DataRange, StringComparison.Ordinal);

        // Drift is measured against all dwellings of the windows, not only the visited ones.
        Assert.InRange(first.Profile.Values[0].Rows, 600, 700);
    }

    [Fact]
    public async Task With_too_few_visits_training_is_refused_and_says_how_many_there_are()
    {
        await using var engine = await EngineFixture.StartAsync();
        await new ScratchDistrict(engine.Warehouse, new HouseholdTrainingDistrict(), ScoredDistrict.Zone, 10).PrepareAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<ModelRequestException>(() => GroupRentalTraining.FromLabelsAsync(engine.Warehouse, ScoredDistrict.Zone, 10, VisitedDistrict.Small, CancellationToken.None));

        Assert.Contains("0 and 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_challenger_scores_in_shadow_and_is_held_against_the_champion_on_closed_cases()
    {
        var steps = new List<double>();
        var challenger = await visited.Lifecycle.TrainAsync(new TrainingOrder(Seed: 5), new Steps(steps), CancellationToken.None);
        Assert.Equal(challenger, visited.Registry.VersionOf(ModelRegistry.Challenger));
        Assert.True(steps.Count > 3 && steps.SequenceEqual(steps.Order()), string.Join(' ', steps));
        await visited.Job().ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        var comparison = await visited.Lifecycle.CompareAsync(null, null, CancellationToken.None);

        var scored = await visited.District.OneAsync<int>("SELECT toInt32(uniqExact(dwelling_key)) FROM dwelling_scores");
        Assert.Equal(visited.Registry.VersionOf(ModelRegistry.Champion), comparison.Champion);
        Assert.InRange(comparison.Cases, 300, 467);
        Assert.InRange(comparison.Confirmed, 20, 80);
        var precision = comparison.Figures.Single(f => f.Name is "average_precision");
        Assert.True(precision.Champion.Low < precision.Champion.Value && precision.Champion.Value < precision.Champion.High, $"{precision}");
        Assert.NotNull(precision.Difference.Low);
        Assert.All(comparison.Differing, d => Assert.True(d.ChampionProbability >= 0.5 != d.ChallengerProbability >= 0.5));
        Assert.Equal(scored, comparison.ShadowedOpen!.Subjects);

        // Only what was scored before the visit counts.
        await Assert.ThrowsAsync<ModelRequestException>(() => visited.Lifecycle.CompareAsync(challenger, challenger, CancellationToken.None));
        var none = await visited.Lifecycle.CompareAsync(challenger, visited.Registry.Add(Other(), new Dictionary<string, byte[]>(StringComparer.Ordinal)), CancellationToken.None);
        Assert.Equal((0, 0), (none.Cases, none.Figures.Count));
    }

    [Fact]
    public async Task Drift_is_measured_kept_and_alerts_where_the_district_has_moved()
    {
        var model = await GroupRentalTraining.FromLabelsAsync(visited.District.Warehouse, ScoredDistrict.Zone, 10, VisitedDistrict.Small, CancellationToken.None);
        using var folder = new TestFolder();
        var registry = new ModelRegistry(folder.Path, GroupRentalScoringJob.Scenario);
        registry.Promote(new Promotion(GroupRentalTraining.Register(registry, model), null, DateTimeOffset.UnixEpoch, "a", "first one"));
        var lifecycle = new GroupRentalLifecycle(visited.District.Warehouse, registry, VisitedDistrict.Options, new DriftOptions(), ScoredDistrict.Zone, TimeProvider.System);

        var still = await lifecycle.MeasureDriftAsync(ScoredDistrict.AsOf, CancellationToken.None);
        Assert.DoesNotContain(still.Features, f => f.IsAlert);
        Assert.False(still.IsAlert);
        Assert.Equal("labels", still.Reference);

        // Twelve days on, twelve days of the window are missing: coverage and much else has moved.
        var moved = await lifecycle.MeasureDriftAsync(ScoredDistrict.AsOf.AddDays(12), CancellationToken.None);
        Assert.Contains(moved.Features, f => f is { Name: "water_coverage", IsAlert: true });
        Assert.NotNull(moved.Outcomes);
        Assert.Equal(0, moved.Outcomes.Before.Visits);
        Assert.InRange(moved.Outcomes.Recent.Rate!.Value, moved.Outcomes.Recent.Low!.Value, moved.Outcomes.Recent.High!.Value);

        var history = await lifecycle.DriftAsync(CancellationToken.None);
        Assert.Equal(moved.MeasuredAt, history!.Latest.MeasuredAt);
        Assert.Equal(moved.Features.Count, history.Latest.Features.Count);
        Assert.Equal(2, history.Measured.Count);
    }

    [Fact]
    public async Task Features_go_out_as_Arrow_and_Parquet_without_saying_whose_they_are()
    {
        var (rows, names, outcomes) = await ExportedAsync();
        Assert.InRange(rows.Count, 600, 700);
        Assert.Superset(GroupRentalFeatures.Measured.Select(f => f.Name).ToHashSet(StringComparer.Ordinal), names);
        Assert.Empty(names.Intersect(["dwelling_key", "grid_cell", "building_id", "h3", "kinship"], StringComparer.Ordinal));
        Assert.Superset(new HashSet<string>(["confirmed", "not_found", "no_entry"], StringComparer.Ordinal), outcomes);

        using var parquet = new MemoryStream();
        await visited.Lifecycle.ExportFeaturesAsync(ScoredDistrict.AsOf.AddDays(4), ExportFormat.Parquet, parquet, CancellationToken.None);
        Assert.Equal("PAR1"u8.ToArray(), parquet.ToArray()[..4]);
        Assert.Equal("PAR1"u8.ToArray(), parquet.ToArray()[^4..]);
    }

    [Fact]
    public async Task Rows_of_two_exports_cannot_be_laid_side_by_side()
    {
        var (one, other) = ((await ExportedAsync()).Rows, (await ExportedAsync()).Rows);
        Assert.Equal(one.Count, one.Distinct().Count());
        Assert.Empty(one.Intersect(other));
    }

    private async Task<(List<ulong> Rows, HashSet<string> Columns, HashSet<string> Outcomes)> ExportedAsync()
    {
        using var arrow = new MemoryStream();
        await visited.Lifecycle.ExportFeaturesAsync(ScoredDistrict.AsOf.AddDays(4), ExportFormat.Arrow, arrow, CancellationToken.None);
        arrow.Position = 0;
        using var reader = new ArrowStreamReader(arrow, new Apache.Arrow.Compression.CompressionCodecFactory());
        var (rows, columns, outcomes) = (new List<ulong>(), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        while (await reader.ReadNextRecordBatchAsync() is { } batch)
        {
            using (batch)
            {
                rows.AddRange(((UInt64Array)batch.Column("row_key")).Values);
                columns.UnionWith(batch.Schema.FieldsList.Select(f => f.Name));
                outcomes.UnionWith(Enumerable.Range(0, batch.Length).Select(i => ((StringArray)batch.Column("outcome")).GetString(i) ?? ""));
            }
        }

        return (rows, columns, outcomes);
    }

    private static ModelArchive Other()
    {
        var archive = new ModelArchive();
        archive.Add("x", [1]);
        return archive;
    }

    private sealed class Steps(List<double> told) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value)
        {
            lock (told)
            {
                told.Add(value.Done);
            }
        }
    }
}
