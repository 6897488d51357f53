using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Landing;

/// <summary>Reports rates; it holds counts, not speeds, since test machines differ.</summary>
public sealed class ThroughputTests(EngineFixture engine)
{
    [Theory]
    [InlineData(400, 1_000)]
    [InlineData(100_000, 4)]
    public async Task A_large_feed_lands_whole(int meters, int hours)
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        for (var part = 0; part < 4; part++)
        {
            // As a head-end system sends: all meters of an hour, then the next hour.
            var readings = from hour in Enumerable.Range(part * hours / 4, hours / 4)
                           from meter in Enumerable.Range(1, meters)
                           select Some.Reading(Some.Midnight.AddHours(hour), (meter * 10) + (hour * 0.25), (ulong)meter, (ulong)meter + 1_000_000);
            await district.AppendAsync(Some.Readings, Some.Batch([.. readings]));
        }

        var since = TimeProvider.System.GetTimestamp();
        await district.StartAsync();
        await district.LandedAsync();
        var seconds = TimeProvider.System.GetElapsedTime(since).TotalSeconds;

        TestContext.Current.TestOutputHelper?.WriteLine($"{meters} meters x {hours} hours: {meters * (long)hours / seconds:N0} rows/s with derived tables");
        Assert.Equal(meters * (long)hours, await district.CountAsync("readings"));
        Assert.Equal(meters * (hours - 1L), await district.CountAsync("consumption_hours"));
    }
}
