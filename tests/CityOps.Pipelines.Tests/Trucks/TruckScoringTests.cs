using System.Text.Json;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;
using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Suspicions;
using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Scoring;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Trucks;

/// <summary>What muck trucks are scored by, from the registry to suspicions, on the real engine.</summary>
// An engine of its own: other tests empty every table of the one that they share.
[Collection(nameof(TruckScoringTests))]
public sealed class TruckScoringTests(EngineFixture engine) : IClassFixture<EngineFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset AsOf = SomeTruck.Start.AddHours(6);

    private readonly string _folder = Directory.CreateTempSubdirectory("cityops-spillage-").FullName;
    private readonly Published _published = new();

    private ModelRegistry Registry => new(_folder, TruckPipeline.Scenario);

    public async ValueTask InitializeAsync()
    {
        foreach (var statement in new ScenarioCatalog([new TruckScenario(), new CoreScenario()]).Of<WarehouseMigration>().SelectMany(m => m.Statements))
        {
            await engine.Warehouse.ExecuteAsync(statement, WarehouseParameters.None, CancellationToken.None);
        }

        foreach (var table in new[] { "truck_positions", "sites", "roadside_observations", "weather", "incidents", "device_mutes" })
        {
            await engine.Warehouse.ExecuteAsync($"TRUNCATE TABLE {table}", WarehouseParameters.None, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_window_that_lost_weight_is_suspected_once_with_what_speaks_for_it()
    {
        var version = Promote();
        await LandAsync("truck_positions", [.. Way("spilled", lostKg: 900), .. Way("kept", lostKg: 0)]);

        var summary = await Job().ScoreAsync(AsOf, CancellationToken.None);
        await Job().ScoreAsync(AsOf.AddHours(1), CancellationToken.None);

        Assert.Equal((2, 1), (summary.Scored, summary.Suspicions));
        var suspicion = _published.All[0];
        Assert.Equal(("spilled", version), (suspicion.Subject, suspicion.ModelVersion));
        Assert.Equal(suspicion.SuspicionId, Assert.Single(_published.All.Select(s => s.SuspicionId).Distinct()));
        using var evidence = JsonDocument.Parse(suspicion.Evidence);
        Assert.Equal("spillage", evidence.RootElement.GetProperty("kind").GetString());
        Assert.Contains(evidence.RootElement.GetProperty("contributions").EnumerateArray(), c =>
            c.GetProperty("feature").GetString() is "weight_loss_kg" or "largest_drop_kg" && c.GetProperty("log_odds").GetDouble() > 0);
        Assert.Equal(1, await CountAsync("SELECT toInt64(count()) FROM incidents FINAL WHERE kind = 'spillage' AND truck_id = 'spilled'"));
    }

    [Fact]
    public async Task A_muted_signal_and_a_registry_without_a_champion_raise_nothing()
    {
        await LandAsync("truck_positions", Way("spilled", lostKg: 900));
        Assert.Equal(new ScoringSummary(0, 0, 0), await Job().ScoreAsync(AsOf, CancellationToken.None));

        Promote();
        await LandAsync("device_mutes", [new DeviceMute("m", "spilled", "spillage", SomeTruck.Start.AddDays(-1), SomeTruck.Start.AddDays(6), SomeTruck.Start, MuteOrigin.ByHand, null, null, null)]);
        Assert.Equal(0, (await Job().ScoreAsync(AsOf, CancellationToken.None)).Suspicions);
        Assert.Empty(_published.All);
    }

    [Fact]
    public async Task Dust_that_the_rule_missed_is_suspected_once_beside_the_sensor_that_read_it()
    {
        var version = Promote();
        await LandAsync("truck_positions", [.. Way("dusty", lostKg: 0)]);
        await LandAsync("roadside_observations", SomeDust.Readings("pm-1", eastM: 6_100, passedMinute: 10, before: 60, after: 260));

        await Job().ScoreAsync(AsOf, CancellationToken.None);
        await Job().ScoreAsync(AsOf.AddHours(1), CancellationToken.None);

        var suspicion = _published.All[0];
        Assert.Equal(("dusty", version), (suspicion.Subject, suspicion.ModelVersion));
        Assert.Equal(suspicion.SuspicionId, Assert.Single(_published.All.Select(s => s.SuspicionId).Distinct()));
        Assert.Contains("\"sensor_id\":\"pm-1\"", suspicion.Evidence, StringComparison.Ordinal);
        Assert.Contains("\"feature\":\"rise_ugm3\"", suspicion.Evidence, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("SELECT toInt64(count()) FROM incidents FINAL WHERE kind = 'dust' AND truck_id = 'dusty'"));

        await LandAsync("device_mutes", [new DeviceMute("m", "pm-1", "dust", SomeTruck.Start.AddDays(-1), SomeTruck.Start.AddDays(6), SomeTruck.Start, MuteOrigin.ByHand, null, null, null)]);
        Assert.Equal(0, (await Job().ScoreAsync(AsOf.AddHours(2), CancellationToken.None)).Suspicions);
    }

    [Fact]
    public void A_version_of_before_dust_was_scored_still_scores_spillage()
    {
        var archive = new ModelArchive();
        BoostedScore.Train(ScoreKind.Spillage, Spillages(), seed: 1).AddTo(archive);
        var old = MuckTruckModel.Load(archive);
        Assert.Null(old.Dust);
        Assert.Equal(archive.Version, old.ToArchive().Version);
        Assert.Throws<InvalidDataException>(() => MuckTruckModel.Load(new ModelArchive()));
    }

    [Fact]
    public void A_model_read_back_scores_and_explains_as_before_and_one_of_other_features_is_refused()
    {
        var archive = Model().ToArchive();
        var (model, read) = (Model().Spillage, MuckTruckModel.Load(archive).Spillage);
        var window = Spillages()[0];
        Assert.Equal(archive.Version, MuckTruckModel.Load(archive).ToArchive().Version);
        Assert.Equal(model.Score([window]), read.Score([window]));
        Assert.Equal(model.Explain(window), read.Explain(window));

        archive.Add("spillage.json", """{"Features":["another"],"Typical":[0]}"""u8.ToArray());
        Assert.Throws<InvalidDataException>(() => MuckTruckModel.Load(archive));
    }

    private TruckScoringJob Job() => new(engine.Warehouse, _published, Registry, new TruckOptions(), NullLogger<TruckScoringJob>.Instance);

    private string Promote()
    {
        var version = Registry.Add(Model().ToArchive(), "{}"u8.ToArray());
        Registry.Promote(new Promotion(version, null, SomeTruck.Start, "a tester", "a test"));
        return version;
    }

    private static MuckTruckModel Model() => new(BoostedScore.Train(ScoreKind.Spillage, Spillages(), seed: 1), BoostedScore.Train(ScoreKind.Dust, SomeDust.Examples(), seed: 1));

    // Windows that lost weight spilled; the rest is alike.
    private static IReadOnlyList<ScoredExample> Spillages()
    {
        var random = new Random(5);
        return
        [
            .. Enumerable.Range(0, 400).Select(i =>
            {
                var spilled = i % 4 == 0;
                var lost = (float)(spilled ? 600 + (random.NextDouble() * 900) : random.NextDouble() * 150);
                return new ScoredExample
                {
                    Features = [20, 0, 31_000, lost, lost, 0.5f, 1, 36, float.NaN, 0, 0],
                    Label = spilled,
                };
            }),
        ];
    }

    private static List<TruckPosition> Way(string truck, double lostKg) =>
    [
        .. Enumerable.Range(0, 60).Select(i => SomeTruck.Position(truck, i / 3.0, i * 200, Load.Full) with
        {
            WeightKg = 31_000 - (i >= 30 ? lostKg : 0), SpeedKmh = 36, AccelRms = 0.5, Lid = Lid.Closed,
        }),
    ];

    private async Task LandAsync<TRow>(string table, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        using var batch = RowBatch.From(rows);
        using var landed = new LandingColumns(ContractReader.Read<TRow>().Keyed).Add(batch, 1, SomeTruck.Start);
        await engine.Warehouse.InsertAsync(table, [landed], InsertMode.First, CancellationToken.None);
    }

    private async Task<long> CountAsync(string sql)
    {
        var count = 0L;
        await foreach (var value in engine.Warehouse.QueryAsync(sql, WarehouseParameters.None, row => row.GetInt64(0), CancellationToken.None))
        {
            count = value;
        }

        return count;
    }

    private sealed class Published : ISuspicionPublisher
    {
        public List<Suspicion> All { get; } = [];

        public ValueTask PublishAsync(IReadOnlyList<Suspicion> suspicions, CancellationToken cancellationToken)
        {
            All.AddRange(suspicions);
            return ValueTask.CompletedTask;
        }
    }
}
