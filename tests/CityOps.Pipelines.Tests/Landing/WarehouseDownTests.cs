using System.Diagnostics;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Tests.Landing;

/// <summary>The warehouse refuses, is slow, or is gone: nothing is lost or doubled, memory stays bounded, and health says what is wrong.</summary>
[Collection(nameof(WarehouseDownTests))]
public sealed class WarehouseDownTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const int Meters = 20;
    private const int Hours = 30;

    public static TheoryData<int, string> Refusals { get; } = new()
    {
        { 0, "The warehouse was not reached, or broke off: Connection refused" },
        { 0, "Response status code does not indicate success: 503 (Service Unavailable)." },
        { 164, "Cannot execute query in readonly mode. (READONLY)" },
        { 202, "Too many simultaneous queries. (TOO_MANY_SIMULTANEOUS_QUERIES)" },
        { 241, "Memory limit (total) exceeded. (MEMORY_LIMIT_EXCEEDED)" },
        { 243, "Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)" },
        { 252, "Too many parts (300). (TOO_MANY_PARTS)" },
        { 60, "Table cityops.readings does not exist. (UNKNOWN_TABLE)" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task While_the_warehouse_refuses_health_is_degraded_and_afterwards_everything_lands_once(int code, string message)
    {
        using var folder = new TestFolder();
        var warehouse = new FaultyWarehouse(engine.Warehouse) { Refusal = () => new WarehouseException(message, code) };
        await using var district = await District.OpenAsync(folder, engine, warehouse: warehouse, empty: true);
        var health = district.Get<HealthCheckService>();
        await district.AppendAsync(Some.Readings, Some.Batch(Some.Hourly(Meters, Hours)), messageBytes: 2_000);
        await district.StartAsync();

        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Status is HealthStatus.Degraded && warehouse.Refusals > 10);
        var report = await health.CheckHealthAsync();
        var retrying = district.Get<LandingStatus>().Partitions.Where(p => p.State is PartitionState.Retrying).ToList();
        warehouse.Refusal = null;
        await district.LandedAsync();

        Assert.NotEmpty(retrying);
        Assert.Contains(message, report.Entries["landing"].Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        await HoldsEverythingOnceAsync(district);
        Assert.Equal(0, await district.CountAsync("dead_letters"));
    }

    [Fact]
    public async Task A_slow_insert_is_told_as_slow_before_it_fails_and_lands_when_it_ends()
    {
        using var folder = new TestFolder();
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var warehouse = new FaultyWarehouse(engine.Warehouse) { Hold = hold };
        await using var district = await District.OpenAsync(
            folder, engine, warehouse: warehouse, empty: true, settings: new Dictionary<string, string> { ["CityOps:Landing:SlowStepMs"] = "100" });
        var health = district.Get<HealthCheckService>();
        await district.AppendAsync(Some.Hourly(Meters, Hours));
        await district.StartAsync();

        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Entries["landing"].Status is HealthStatus.Degraded);
        var reason = (await health.CheckHealthAsync()).Entries["landing"].Description;
        warehouse.Hold = null;
        hold.SetResult();
        await district.LandedAsync();

        Assert.Contains("Inserting into readings has been under way for", reason, StringComparison.Ordinal);
        Assert.Equal(0, warehouse.Refusals);
        await HoldsEverythingOnceAsync(district);
    }

    [Fact]
    public async Task An_engine_that_is_killed_while_readings_stream_costs_no_row_and_doubles_none()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await district.StartAsync();
        var starts = engine.Engine.Starts;

        for (var hour = 0; hour < Hours; hour++)
        {
            await district.AppendAsync([.. Some.Hourly(Meters, Hours).Where(r => r.At == Some.Midnight.AddHours(hour))]);
            if (hour % 10 == 5)
            {
                await KillEngineAsync(starts + (hour / 10));
            }
        }

        await district.LandedAsync();

        Assert.Equal(3, engine.Engine.Starts - starts);
        await HoldsEverythingOnceAsync(district);
    }

    [Fact]
    public async Task With_two_million_rows_waiting_reading_pauses_and_what_is_held_stays_within_its_budget()
    {
        const long Budget = 16 * 1024 * 1024;
        const long OneRead = 8 * 1024 * 1024;
        using var folder = new TestFolder();
        var warehouse = new FaultyWarehouse(engine.Warehouse) { Refusal = () => new WarehouseException("Too many parts. (TOO_MANY_PARTS)", 252) };
        await using var district = await District.OpenAsync(
            folder, engine, warehouse: warehouse, empty: true, settings: new Dictionary<string, string>
            {
                ["CityOps:Landing:MaxBufferedBytes"] = $"{Budget}",
                ["CityOps:Landing:MaxBatchBytes"] = $"{4 * 1024 * 1024}",
            });
        var waiting = await AppendManyAsync(district, messages: 2_000, rowsAMessage: 1_000);
        await district.StartAsync();
        var status = district.Get<LandingStatus>();
        var most = 0L;

        await Eventually.TrueAsync(() =>
        {
            most = Math.Max(most, status.BufferedBytes);
            return Task.FromResult(status.BufferedBytes >= Budget / 2 && warehouse.Refusals > 50);
        });
        var positions = await district.Get<ILandingProgress>().PositionsAsync(CancellationToken.None);

        Assert.True(waiting > 3 * (Budget + OneRead), $"{waiting} bytes wait: too few to tell.");
        Assert.InRange(most, 1, Budget + OneRead);
        Assert.Equal(2_000, positions.Where(p => p.Partition.Topic == Some.Readings.Topic).Sum(p => p.LagMessages));
        Assert.True(positions.Sum(p => p.LagRows) > 1_500_000, "Lag in rows is told before the first row has landed.");
        Assert.True(positions.Max(p => p.LagSeconds) > 0);
    }

    // Once it has been started so often and answers again.
    private async Task KillEngineAsync(int afterStarts)
    {
        await Eventually.TrueAsync(() => Task.FromResult(engine.Engine.Starts == afterStarts));
        await engine.Engine.GetAddressAsync(CancellationToken.None);
        using var child = Process.GetProcessById(engine.Engine.EngineProcessId);
        child.Kill();
        await child.WaitForExitAsync();
    }

    private static async Task HoldsEverythingOnceAsync(District district)
    {
        Assert.Equal(Meters * Hours, await district.CountAsync("readings"));
        Assert.Equal((long)Meters * (Hours - 1), await district.CountAsync("consumption_hours"));
        var consumed = await district.QueryAsync("SELECT sum(consumption) FROM consumption_hours", r => r.GetDouble(0));
        Assert.Equal(Meters * (Hours - 1) * 0.5, consumed.Single(), precision: 6);
    }

    // The same rows over and over: what matters is how many bytes wait.
    private static async Task<long> AppendManyAsync(District district, int messages, int rowsAMessage)
    {
        var topic = await district.Log.EnsureTopicAsync(Some.Readings.Topic, 4, CancellationToken.None);
        var parts = BatchSplitter.Split(Some.Batch(Some.Hourly(4, rowsAMessage)), Some.Readings, topic.Partitions, int.MaxValue)
            .Select(part => new LogAppend(part.Partition, default, ArrowMessage.Encode(part.Rows), District.Headers(LogHeaders.ArrowStream, part.Rows.Length)))
            .ToList();
        var bytes = 0L;
        for (var sent = 0; sent < messages; sent += 100)
        {
            var records = Enumerable.Range(sent, 100).Select(i => parts[i % parts.Count]).ToList();
            await district.Log.AppendAsync(Some.Readings.Topic, records, CancellationToken.None);
            bytes += records.Sum(r => (long)r.Value.Length);
        }

        return bytes;
    }
}
