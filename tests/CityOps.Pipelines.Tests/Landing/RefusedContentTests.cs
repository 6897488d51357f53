using CityOps.Contracts.Events;
using CityOps.EventLog.Progress;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Landing;

/// <summary>Rows that the table itself refuses, here by a constraint: no retry will help, so their messages go aside and the rest lands.</summary>
public sealed class RefusedContentTests(EngineFixture engine) : IAsyncLifetime
{
    private const double TooHigh = 999;

    public async ValueTask InitializeAsync()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await RunAsync("ALTER TABLE readings ADD CONSTRAINT IF NOT EXISTS plausible CHECK register < 900");
    }

    public async ValueTask DisposeAsync() => await RunAsync("ALTER TABLE readings DROP CONSTRAINT IF EXISTS plausible");

    [Fact]
    public async Task The_messages_at_fault_become_dead_letters_and_every_other_lands_with_what_derives_from_it()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine);
        for (var hour = 0; hour < 40; hour++)
        {
            await district.AppendAsync(Some.Reading(Some.Midnight.AddHours(hour), hour is 7 or 23 ? TooHigh : hour));
        }

        await district.StartAsync();
        await district.LandedAsync();
        await district.WaitAsync(Some.Readings.DeadLetterTopic);

        Assert.Equal(38, await district.CountAsync("readings"));
        Assert.Equal(0, await district.CountAsync("readings WHERE register > 900"));
        Assert.Equal(39, (await district.QueryAsync("SELECT sum(consumption) FROM consumption_hours", r => r.GetDouble(0))).Single(), precision: 6);
        var letters = await LettersAsync(district);
        Assert.Equal(["cityops.meter-readings.v1[1]@23", "cityops.meter-readings.v1[1]@7"], letters.Select(l => l.Origin));
        Assert.All(letters, l => Assert.Contains("VIOLATED_CONSTRAINT, code 469", l.Detail, StringComparison.Ordinal));
        Assert.Single(letters.Select(l => l.Reason).Distinct());
        Assert.DoesNotContain(letters, l => $"{l.Reason} {l.Detail}".Contains("999", StringComparison.Ordinal));
        Assert.NotEmpty(district.Get<IPayloadSeal>().Open(letters[0]));
        Assert.DoesNotContain(district.Get<LandingStatus>().Partitions, p => p.State is not PartitionState.Running);
    }

    [Theory]
    [InlineData(CrashPoint.RangePersisted)]
    [InlineData(CrashPoint.DeadLettersAppended)]
    [InlineData(CrashPoint.Derived)]
    public async Task A_kill_in_the_middle_of_it_leaves_the_same(string point)
    {
        using var folder = new TestFolder();
        var crash = new CrashAt(point);
        await using (var killed = await District.OpenAsync(folder, engine, crash))
        {
            foreach (var register in new[] { 1, TooHigh, 3, 4, TooHigh, 6 })
            {
                await killed.AppendAsync(Some.Reading(Some.Midnight.AddHours(register == TooHigh ? 20 : register), register));
            }

            await killed.StartAsync();
            await crash.Crashed;
        }

        await using var next = await District.OpenAsync(folder, engine);
        await next.StartAsync();
        await next.LandedAsync();
        await next.WaitAsync(Some.Readings.DeadLetterTopic);

        Assert.Equal(4, await next.CountAsync("readings"));
        Assert.Equal(2, await next.CountAsync("dead_letters"));
    }

    [Fact]
    public async Task A_table_that_refuses_everything_stops_the_partition_and_loses_no_message()
    {
        using var folder = new TestFolder();
        var district = await District.OpenAsync(
            folder, engine, settings: new Dictionary<string, string> { ["CityOps:Landing:MaxRefusedInARow"] = "5" });
        for (var hour = 0; hour < 12; hour++)
        {
            await district.AppendAsync(Some.Reading(Some.Midnight.AddHours(hour), TooHigh));
        }

        await district.StartAsync();
        var stopped = await Assert.ThrowsAsync<LandingStoppedException>(district.LandedAsync);

        Assert.Contains("points to the table", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(0, await district.CountAsync("dead_letters"));
        await district.DisposeAsync();
        await RunAsync("ALTER TABLE readings DROP CONSTRAINT IF EXISTS plausible");
        await using var next = await District.OpenAsync(folder, engine);
        await next.StartAsync();
        await next.LandedAsync();
        Assert.Equal(12, await next.CountAsync("readings"));
    }

    private static async Task<List<DeadLetter>> LettersAsync(District district) => await district.QueryAsync(
        "SELECT topic, origin, toInt64(row), reason, sealed_payload, content_type, detail FROM dead_letters ORDER BY origin",
        r => new DeadLetter(r.GetString(0), r.GetString(1), r.GetInt64(2), null, r.GetString(3), r.GetString(4), default, r.GetString(5), Detail: r.GetString(6)));

    private Task RunAsync(string sql) => engine.Warehouse.ExecuteAsync(sql, WarehouseParameters.None, CancellationToken.None);
}
