using CityOps.Contracts.Events;
using CityOps.Host.Training;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Pipelines.Suspicions;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>A simulated district, landed in a real engine, with a scoring job on it.</summary>
internal sealed class ScoredDistrict : IAsyncDisposable
{
    public static readonly DateOnly LastDay = new(2026, 5, 31);

    private readonly EngineFixture _engine;

    private ScoredDistrict(EngineFixture engine, TrainingSet truth)
    {
        _engine = engine;
        Truth = truth;
    }

    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>The instant after the last simulated day.</summary>
    public static DateTimeOffset AsOf => DwellingWindow.StartOf(LastDay.AddDays(1), Zone);

    public TrainingSet Truth { get; }

    public IWarehouse Warehouse => _engine.Warehouse;

    /// <param name="keepsHours">Whether suspicions are to have curves: hours cost ten times what all else does.</param>
    public static async Task<ScoredDistrict> StartAsync(int dwellings, ulong seed, double rentalShare, bool keepsHours)
    {
        var engine = await EngineFixture.StartAsync();
        var district = new ScratchDistrict(engine.Warehouse, new HouseholdTrainingDistrict(), Zone, fewestPeers: 10, keepsHours);
        await district.PrepareAsync(CancellationToken.None);
        return new ScoredDistrict(engine, await district.RowsAsync(seed, dwellings, LastDay, rentalShare, CancellationToken.None));
    }

    /// <summary>A job with the shipped model on a district that nobody has scored yet, and what it publishes.</summary>
    public async Task<(GroupRentalScoringJob Job, Published Published)> JobAsync(DwellingOptions? options = null)
    {
        foreach (var table in (string[])["dwelling_scores", "dwellings_not_scoreable"])
        {
            await Warehouse.ExecuteAsync($"TRUNCATE TABLE {table}", WarehouseParameters.None, CancellationToken.None);
        }

        var published = new Published();
        var champion = new GroupRentalChampion(new ModelRegistry(Path.Combine(_engine.DataFolder, "models"), GroupRentalScoringJob.Scenario));
        return (new GroupRentalScoringJob(Warehouse, published, champion, options ?? new DwellingOptions(), Zone, NullLogger<GroupRentalScoringJob>.Instance), published);
    }

    public async Task<T> OneAsync<T>(string sql)
    {
        await foreach (var value in Warehouse.QueryAsync(sql, WarehouseParameters.None, r => (T)Convert.ChangeType(r.GetValue(0), typeof(T), System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None))
        {
            return value;
        }

        throw new InvalidOperationException("The query gave no row.");
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}

/// <summary>Keeps what was published, as casework would: the highest revision of each id.</summary>
internal sealed class Published : ISuspicionPublisher
{
    public List<Suspicion> All { get; } = [];

    public ValueTask PublishAsync(IReadOnlyList<Suspicion> suspicions, CancellationToken cancellationToken)
    {
        All.AddRange(suspicions);
        return ValueTask.CompletedTask;
    }
}
