using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Landing;

public sealed class ReadingsLandingTests(EngineFixture engine)
{
    [Fact]
    public async Task Every_distinct_reading_lands_once_and_a_replay_changes_no_count()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await district.StartAsync();
        var readings = Some.Hourly(meters: 20, hours: 48);

        await district.AppendAsync(readings);
        await district.LandedAsync();
        var hours = await district.CountAsync("consumption_hours");
        await district.AppendAsync(readings);
        await district.LandedAsync();

        Assert.Equal(20 * 48, await district.CountAsync("readings"));
        Assert.Equal(20 * 47, hours);
        Assert.Equal(hours, await district.CountAsync("consumption_hours"));
    }

    [Fact]
    public async Task A_restarted_process_goes_on_where_the_last_one_stopped()
    {
        using var folder = new TestFolder();
        await using (var first = await District.OpenAsync(folder, engine, empty: true))
        {
            await first.StartAsync();
            await first.AppendAsync(Some.Hourly(meters: 8, hours: 24));
            await first.LandedAsync();
        }

        await using var second = await District.OpenAsync(folder, engine);
        await second.AppendAsync(Some.Reading(Some.Midnight.AddDays(1), 99));
        await second.StartAsync();
        await second.LandedAsync();

        Assert.Equal((8 * 24) + 1, await second.CountAsync("readings"));
        Assert.Equal(1, second.Get<Pipelines.Landing.LandingStatus>().Partitions.Where(p => p.Partition.Topic == Some.Readings.Topic).Sum(p => p.Rows));
    }
}
