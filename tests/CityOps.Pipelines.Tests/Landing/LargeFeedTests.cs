using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Landing;

/// <summary>Feeds of the two shapes there are: few meters for long, many meters at once.</summary>
public sealed class LargeFeedTests(EngineFixture engine)
{
    [Theory]
    [InlineData(400, 240)]
    [InlineData(25_000, 4)]
    public async Task It_lands_whole(int meters, int hours)
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

        await district.StartAsync();
        await district.LandedAsync();

        Assert.Equal(meters * (long)hours, await district.CountAsync("readings"));
        Assert.Equal(meters * (hours - 1L), await district.CountAsync("consumption_hours"));
    }
}
