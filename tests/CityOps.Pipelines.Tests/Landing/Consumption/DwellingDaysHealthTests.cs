using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Tests.Landing.Consumption;

/// <summary>Readings land while the days that follow from them cannot be filled.</summary>
public sealed class DwellingDaysHealthTests(EngineFixture engine)
{
    [Fact]
    public async Task Days_that_cannot_be_filled_for_long_degrade_the_health_of_landing_until_they_can()
    {
        using var folder = new TestFolder();
        var warehouse = new FaultyWarehouse(engine.Warehouse)
        {
            StatementRefusal = sql => sql.Contains("INSERT INTO dwelling_days", StringComparison.Ordinal) ? new WarehouseException("Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)", 241) : null,
        };
        await using var district = await District.OpenAsync(folder, engine, warehouse: warehouse, empty: true, settings: new Dictionary<string, string>
        {
            ["CityOps:Landing:DaysRefreshMs"] = "20",
            ["CityOps:Landing:MaxDaysLagMs"] = "1000",
        });
        var health = district.Get<HealthCheckService>();
        await district.AppendAsync(Some.Hourly(meters: 2, hours: 30));
        await district.StartAsync();
        await district.LandedAsync();

        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Entries["landing"].Status is HealthStatus.Degraded);
        Assert.Contains("dwelling_days has not been filled since", (await health.CheckHealthAsync()).Entries["landing"].Description, StringComparison.Ordinal);
        Assert.Equal(0, await district.CountAsync("dwelling_days"));

        warehouse.StatementRefusal = null;
        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Entries["landing"].Status is HealthStatus.Healthy);
        Assert.Equal(0, await district.CountAsync("changed_days"));
        Assert.NotEqual(0, await district.CountAsync("dwelling_days"));
    }
}
