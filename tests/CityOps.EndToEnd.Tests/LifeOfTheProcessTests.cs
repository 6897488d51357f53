using CityOps.EndToEnd.Tests.Support;

namespace CityOps.EndToEnd.Tests;

public sealed class LifeOfTheProcessTests
{
    [Fact]
    public async Task Sigterm_stops_cleanly_and_a_second_process_on_the_folder_is_refused()
    {
        await using var cityops = await CityOpsProcess.StartAsync();

        var (secondExit, secondOutput) = await CityOpsProcess.RunAsync("up", "--data", cityops.Folder, "--http-port", "0");
        Assert.Equal(2, secondExit);
        Assert.Contains("another cityops is running", secondOutput, StringComparison.Ordinal);

        Assert.Equal(0, await cityops.StopAsync());
        Assert.False(File.Exists(Path.Combine(cityops.Folder, "endpoints.json")));
    }

    [Fact]
    public async Task Replay_ends_with_an_error_when_no_server_runs()
    {
        var folder = Directory.CreateTempSubdirectory("cityops-e2e-");
        var file = Path.Combine(folder.FullName, "empty.csv");
        await File.WriteAllTextAsync(file, "meter_id,utility,read_at,register\n", TestContext.Current.CancellationToken);

        var (exitCode, output) = await CityOpsProcess.RunAsync("replay", file, "--as", "meter-readings", "--data", folder.FullName);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("cityops up", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }
}
