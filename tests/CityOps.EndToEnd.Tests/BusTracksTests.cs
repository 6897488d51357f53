using System.Globalization;
using CityOps.EndToEnd.Tests.Support;
using CityOps.Tests.Shared;

namespace CityOps.EndToEnd.Tests;

/// <summary>Real heavy vehicles of shared/data/tracks, as truck positions.</summary>
public sealed class BusTracksTests
{
    [Fact]
    public async Task Bus_tracks_land_and_yield_stops()
    {
        var liverpool = Repository.DataOrSkip("tracks", "bus14_liverpool.csv");
        var limerick = Repository.DataOrSkip("tracks", "bus304_limerick.csv");
        await using var cityops = await CityOpsProcess.StartAsync();

        await ReplayAsync(cityops, liverpool, "--map", "truck_id=vehicle_id", "--map", "course_deg=bearing");
        await ReplayAsync(cityops, limerick, "--set", "truck_id=304", "--map", "altitude_m=ele");

        var expected = DistinctPositions(liverpool, row => row[0] + row[2]) + DistinctPositions(limerick, row => row[0]);
        Assert.Equal(expected, await cityops.CountAsync("truck_positions"));
        await cityops.UntilAsync("stops", async () => await cityops.CountAsync("truck_stops") > 0);
        var shortest = await cityops.QueryAsync("SELECT min(dateDiff('second', started_at, finished_at)) FROM cityops.truck_stops");
        Assert.True(int.Parse(shortest, CultureInfo.InvariantCulture) >= 300, $"A stop lasts 5 minutes at least, not {shortest} s.");
    }

    private static async Task ReplayAsync(CityOpsProcess cityops, string file, params string[] mapping)
    {
        var (exitCode, output) = await CityOpsProcess.RunAsync(
            ["replay", file, "--as", "truck-positions", "--map", "at=time_utc", .. mapping, "--data", cityops.Folder, "--wait"]);
        Assert.True(exitCode == 0, output + cityops.Output);
    }

    private static int DistinctPositions(string file, Func<string[], string> key) =>
        File.ReadLines(file).Skip(1).Select(line => key(line.Split(','))).Distinct(StringComparer.Ordinal).Count();
}
