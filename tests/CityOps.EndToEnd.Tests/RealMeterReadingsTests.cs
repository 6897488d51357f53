using System.Globalization;
using System.IO.Compression;
using CityOps.EndToEnd.Tests.Support;
using CityOps.Tests.Shared;

namespace CityOps.EndToEnd.Tests;

/// <summary>The 54 real homes of shared/data/water, mapped by the options the README shows.</summary>
public sealed class RealMeterReadingsTests
{
    private static readonly string[] Mapping =
    [
        "--as", "meter-readings",
        "--map", "meter_id=dwelling_id", "--map", "dwelling_id=dwelling_id",
        "--map", "read_at=read_at_local", "--zone", "Europe/Madrid",
        "--map", "register=register_litres", "--unit", "register=litres",
        "--set", "utility=water",
    ];

    [Fact]
    public async Task Every_distinct_meter_and_instant_lands_once_however_often_it_is_sent()
    {
        var file = Repository.DataOrSkip("water", "readings.csv.gz");
        var expected = await DistinctRowsAsync(file);
        await using var cityops = await CityOpsProcess.StartAsync();

        await ReplayAsync(cityops, file);
        Assert.Equal(expected, await cityops.CountAsync("readings"));
        Assert.Equal(54, await DwellingsAsync(cityops));
        var hours = await HoursAsync(cityops);

        await ReplayAsync(cityops, file);
        Assert.Equal(expected, await cityops.CountAsync("readings"));
        Assert.Equal(54, await DwellingsAsync(cityops));
        Assert.Equal(hours, await HoursAsync(cityops));
    }

    [Fact]
    public async Task Three_kills_in_the_middle_of_one_replay_change_no_count()
    {
        var file = Repository.DataOrSkip("water", "readings.csv.gz");
        var expected = await DistinctRowsAsync(file);
        await using var cityops = await CityOpsProcess.StartAsync();

        using var sender = new CancellationTokenSource();
        var sent = SendUntilTakenAsync(cityops, file, sender.Token);
        foreach (var rowsBeforeTheKill in new[] { 1L, 100_000, 250_000 })
        {
            await cityops.UntilAsync("some rows landed", async () => await cityops.CountAsync("readings") >= rowsBeforeTheKill);
            await cityops.KillAsync();
            await cityops.StartAgainAsync();
        }

        sender.CancelAfter(TimeSpan.FromMinutes(3));
        await sent;
        Assert.Equal(expected, await cityops.CountAsync("readings"));

        await ReplayAsync(cityops, file);
        Assert.Equal(expected, await cityops.CountAsync("readings"));
        Assert.Equal(expected, long.Parse(await cityops.QueryAsync("SELECT uniqExact(meter_key, read_at) FROM cityops.readings"), CultureInfo.InvariantCulture));
        Assert.Equal(54, await DwellingsAsync(cityops));
    }

    // replay gives up when its server is away for 30 s, longer than a start takes on all but the busiest machines, and says to run the same command again.
    private static async Task SendUntilTakenAsync(CityOpsProcess cityops, string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var replay = cityops.Start(["replay", file, .. Mapping, "--data", cityops.Folder, "--wait"]);
            await replay.WaitForExitAsync(cancellationToken);
            if (replay.ExitCode == 0)
            {
                return;
            }

            Assert.Contains("the server is gone", cityops.Output, StringComparison.Ordinal);
            await cityops.UntilAsync("the server is back", () => Task.FromResult(File.Exists(Path.Combine(cityops.Folder, "endpoints.json"))));
        }
    }

    private static async Task ReplayAsync(CityOpsProcess cityops, string file)
    {
        var (exitCode, output) = await CityOpsProcess.RunAsync(["replay", file, .. Mapping, "--data", cityops.Folder, "--wait"]);
        Assert.True(exitCode == 0, output + cityops.Output);
    }

    private static async Task<long> DwellingsAsync(CityOpsProcess cityops) => long.Parse(
        await cityops.QueryAsync("SELECT uniqExact(dwelling_key) FROM cityops.readings"), CultureInfo.InvariantCulture);

    private static Task<string> HoursAsync(CityOpsProcess cityops) => cityops.QueryAsync(
        "SELECT count(), round(sum(consumption), 3) FROM cityops.consumption_hours");

    private static async Task<long> DistinctRowsAsync(string file)
    {
        await using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var lines = new StreamReader(gzip);
        await lines.ReadLineAsync();
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        while (await lines.ReadLineAsync() is { } line)
        {
            distinct.Add(line[..line.LastIndexOf(',')]);
        }

        return distinct.Count;
    }
}
