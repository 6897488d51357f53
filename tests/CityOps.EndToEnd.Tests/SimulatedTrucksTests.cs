using System.Text.Json;
using CityOps.EndToEnd.Tests.Support;

namespace CityOps.EndToEnd.Tests;

/// <summary>From files of a simulated fleet to who came by a place.</summary>
public sealed class SimulatedTrucksTests
{
    [Fact]
    public async Task Every_file_of_a_simulated_fleet_is_taken_to_its_end_and_a_place_is_traced()
    {
        await using var cityops = await CityOpsProcess.StartAsync();
        var files = Path.Combine(cityops.Folder, "simulated");
        await DoneAsync("simulate", "trucks", "--subjects", "4", "--days", "1", "--seed", "3", "--out", files);

        foreach (var contract in (string[])["companies", "projects", "sites", "roads", "trucks", "permits", "controls", "truck-positions", "roadside-observations"])
        {
            await DoneAsync("replay", Path.Combine(files, contract + ".csv"), "--as", contract, "--data", cityops.Folder, "--wait");
        }

        // Where a truck was at some time, it is found.
        var row = (await cityops.QueryAsync("SELECT truck_id, lon, lat, formatDateTime(at, '%FT%TZ', 'UTC'), formatDateTime(at + 1, '%FT%TZ', 'UTC') FROM cityops.truck_positions ORDER BY at, truck_id LIMIT 1 OFFSET 500 FORMAT TSV")).Trim().Split('\t');
        var traced = await DoneAsync("trace", "--data", cityops.Folder, "--at", $"{row[1]},{row[2]}", "--radius", "50", "--from", row[3], "--to", row[4], "--json");
        var trucks = JsonDocument.Parse(traced).RootElement.GetProperty("trucks").EnumerateArray().Select(t => t.GetProperty("truck_id").GetString());
        Assert.Contains(row[0], trucks);

        async Task<string> DoneAsync(params string[] arguments)
        {
            var (exitCode, output) = await CityOpsProcess.RunAsync(arguments);
            Assert.True(exitCode == 0, output + cityops.Output);
            return output;
        }
    }
}
