using CityOps.EventLog;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Tests.Landing;

/// <summary>Log, checkpoints and warehouse on one disk that is full to its last byte.</summary>
[Collection(nameof(DiskFullLandingTests))]
public sealed class DiskFullLandingTests
{
    private const int DiskMb = 700;
    private const int Meters = 20;
    private const int Hours = 30;

    [Fact]
    public async Task A_full_disk_is_told_costs_nothing_that_was_acknowledged_and_all_lands_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(DiskMb);
        await using var engine = await EngineFixture.StartAsync(Directory.CreateDirectory(Path.Combine(disk.Path, "engine")).FullName);
        using var folder = new TestFolder(Directory.CreateDirectory(Path.Combine(disk.Path, "data")).FullName);
        var warehouse = new FaultyWarehouse(engine.Warehouse);
        await using var district = await District.OpenAsync(
            folder, engine, warehouse: warehouse, empty: true, settings: new Dictionary<string, string> { ["CityOps:EventLog:MinFreeDiskMb"] = "0" });
        var health = district.Get<HealthCheckService>();
        await district.StartAsync();
        await AppendAsync(district, 0, 10);
        await district.LandedAsync();

        // What comes now waits, so that something is there to land when the disk is full.
        warehouse.Refusal = () => new WarehouseException("Connection refused", 0);
        await AppendAsync(district, 10, 20);
        disk.Fill(leaveBytes: 0);
        warehouse.Refusal = null;
        var told = "";
        await Eventually.TrueAsync(async () =>
        {
            disk.Fill(leaveBytes: 0);
            var landing = (await health.CheckHealthAsync()).Entries["landing"];
            told = landing.Status is HealthStatus.Degraded ? landing.Description ?? "" : told;
            return told.Contains("space", StringComparison.OrdinalIgnoreCase) || told.Contains("full", StringComparison.OrdinalIgnoreCase);
        });
        var landedMeanwhile = await district.CountAsync("readings");
        var refused = await RefusedAsync(district, 20, Hours);

        disk.MakeRoom();
        foreach (var hour in refused)
        {
            await TakenAsync(district, hour);
        }

        await district.LandedAsync();

        Assert.InRange(landedMeanwhile, Meters * 10, (Meters * 20) - 1);
        Assert.Equal(Meters * Hours, await district.CountAsync("readings"));
        Assert.Equal(Meters * (Hours - 1), await district.CountAsync("consumption_hours"));
        Assert.Equal(0, await district.CountAsync("dead_letters"));
        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Entries["landing"].Status is HealthStatus.Healthy);
    }

    private static async Task AppendAsync(District district, int from, int to)
    {
        for (var hour = from; hour < to; hour++)
        {
            await district.AppendAsync([.. Some.Hourly(Meters, Hours).Where(r => r.At == Some.Midnight.AddHours(hour))]);
        }
    }

    // The log may have room of its own left: what it takes is acknowledged and must be there at the end.
    private static async Task<List<int>> RefusedAsync(District district, int from, int to)
    {
        var refused = new List<int>();
        for (var hour = from; hour < to; hour++)
        {
            try
            {
                await AppendAsync(district, hour, hour + 1);
            }
            catch (LogFullException)
            {
                refused.Add(hour);
            }
        }

        return refused;
    }

    // As a sender does: again until it is taken. A store that has met the end of its disk looks for room of its own accord, every few seconds.
    private static Task TakenAsync(District district, int hour) => Eventually.TrueAsync(async () => (await RefusedAsync(district, hour, hour + 1)).Count == 0);
}
