using System.Globalization;
using CityOps.Contracts.Scenarios;
using CityOps.Tests.Shared;
using CityOps.Warehouse.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Warehouse.Tests;

public sealed class RetentionTests : IAsyncLifetime
{
    private const string Days = "CityOps:Retention:Tables:seen";
    private EngineFixture _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineFixture.StartAsync();
        await RunAsync(
            "CREATE TABLE seen (id UInt64, at DateTime64(3, 'UTC'), value UInt32, version UInt64) "
            + "ENGINE = ReplacingMergeTree(version) PARTITION BY toYYYYMM(at) ORDER BY (id, at)");
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task A_table_is_changed_only_where_its_days_differ()
    {
        Assert.Equal(0, await ApplyAsync("0"));
        Assert.Equal(1, await ApplyAsync("400"));
        Assert.Equal(0, await ApplyAsync("400"));
        Assert.Equal(1, await ApplyAsync("30"));
        Assert.Equal(1, await ApplyAsync("0"));
        Assert.Equal(0, await ApplyAsync("0"));
    }

    [Fact]
    public async Task Without_a_setting_the_default_holds()
    {
        Assert.Equal(1, await Retention(defaultDays: 7).ApplyAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("CityOps:Retention:Tables:sean", "30", "seen")]
    [InlineData(Days, "-1", "-1")]
    [InlineData(Days, "a month", "a month")]
    [InlineData(Days, "36501", "36500")]
    public async Task A_wrong_setting_is_refused_by_name_before_anything_changes(string key, string value, string told)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Retention(0, (key, value)).ApplyAsync(CancellationToken.None));

        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_rows_go_late_ones_too_and_recent_ones_stay()
    {
        await RunAsync("INSERT INTO seen VALUES (1, '2020-01-15 00:00:00', 1, 1), (2, now64(3), 2, 1)");
        await ApplyAsync("400");
        await GoneAsync("id = 1");

        await RunAsync("INSERT INTO seen VALUES (3, '2020-01-20 00:00:00', 3, 1)");
        await GoneAsync("id = 3");

        Assert.Equal(2, await NumberAsync("SELECT toInt64(sum(value)) FROM seen"));
    }

    [Fact]
    public async Task No_version_that_was_replaced_shows_again_while_parts_end_one_by_one()
    {
        // Whichever part the engine takes first, each of its rows ends with the older ones of the same key: the days count from the end of the partition.
        await ApplyAsync("400");
        await RunAsync("SYSTEM STOP MERGES seen");
        await RunAsync("INSERT INTO seen VALUES (1, '2020-01-15 00:00:00', 1, 1), (2, '2020-01-31 23:59:59', 1, 1)");
        await RunAsync("INSERT INTO seen VALUES (1, '2020-01-15 00:00:00', 2, 2)");

        Assert.Equal(1, await NumberAsync("SELECT toInt64(uniqExact(delete_ttl_info_max)) FROM system.parts WHERE table = 'seen' AND active"));

        await RunAsync("SYSTEM START MERGES seen");
        await GoneAsync("1");
    }

    private Task<int> ApplyAsync(string days) => Retention(0, (Days, days)).ApplyAsync(CancellationToken.None);

    private TableRetention Retention(int defaultDays, params (string Key, string Value)[] settings) => new(
        _engine.Warehouse,
        new RetentionDays(
            new ScenarioCatalog([new Seen(defaultDays)]),
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build()),
        NullLogger<TableRetention>.Instance);

    // By itself the engine deletes within hours; here the merge in which it does so is asked for.
    private async Task GoneAsync(string which)
    {
        await RunAsync("OPTIMIZE TABLE seen FINAL");
        Assert.Equal(0, await NumberAsync($"SELECT toInt64(count()) FROM seen WHERE {which}"));
    }

    private Task RunAsync(string sql) => _engine.Warehouse.ExecuteAsync(sql, WarehouseParameters.None, CancellationToken.None);

    private async Task<long> NumberAsync(string sql)
    {
        await foreach (var number in _engine.Warehouse.QueryAsync(
            sql, WarehouseParameters.None, row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), CancellationToken.None))
        {
            return number;
        }

        return 0;
    }

    private sealed class Seen(int defaultDays) : IScenario
    {
        public string Name => "seen";

        public void Contribute(IScenarioParts parts) =>
            parts.Add(new RetentionPart("seen", "(toStartOfMonth(at) + toIntervalMonth(1))", defaultDays));
    }
}
