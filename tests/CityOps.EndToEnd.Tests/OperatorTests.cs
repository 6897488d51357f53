using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CityOps.EndToEnd.Tests.Support;

namespace CityOps.EndToEnd.Tests;

/// <summary>What the person who runs the system does at a terminal.</summary>
public sealed class OperatorTests
{
    private const string Readings = """
        meter_id,dwelling_id,utility,read_at,register
        M-1,D-1,water,2026-03-01T00:00:00+08:00,10.5
        M-1,D-1,steam,2026-03-01T01:00:00+08:00,10.6
        M-1,D-1,water,yesterday,10.7

        """;

    [Fact]
    public async Task Status_dead_letters_and_metrics_of_a_running_installation()
    {
        await using var cityops = await CityOpsProcess.StartAsync();
        using var ingest = cityops.Client("ingest");
        using var sent = await ingest.PostAsync("/ingest/v1/meter-readings", new StringContent(Readings, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")));
        Assert.True(sent.IsSuccessStatusCode);
        await cityops.UntilAsync("a reading and two dead letters", async () =>
            await cityops.CountAsync("readings") == 1 && await cityops.CountAsync("dead_letters") == 2);

        using var status = await JsonOfAsync(0, "status", "--json", "--data", cityops.Folder);
        var groups = status.RootElement.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("group").GetString()).ToList();
        Assert.Contains("landing", groups);
        Assert.Contains("casework", groups);
        Assert.True(groups.Count > 2, "Stream processors are among them.");

        using var list = await JsonOfAsync(0, "dead-letters", "list", "--topic", "meter-readings", "--field", "utility", "--json", "--data", cityops.Folder);
        var letter = Assert.Single(list.RootElement.GetProperty("dead_letters").EnumerateArray());
        Assert.Equal(2, letter.GetProperty("row").GetInt64());
        var id = letter.GetProperty("id").GetString()!;

        var (unexplained, _) = await CityOpsProcess.RunAsync("dead-letters", "show", id, "--data", cityops.Folder);
        Assert.Equal(2, unexplained);
        using var opened = await JsonOfAsync(0, "dead-letters", "show", id, "--reason", "format of head-end B", "--json", "--data", cityops.Folder);
        Assert.Contains("M-1,D-1,steam", opened.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);

        using var again = await JsonOfAsync(1, "dead-letters", "requeue", id, "--json", "--data", cityops.Folder);
        Assert.Equal(1, again.RootElement.GetProperty("refused_again").GetInt32());
        Assert.Equal("2", await cityops.QueryAsync("SELECT count() FROM cityops.dead_letters"));

        var (exitCode, table) = await CityOpsProcess.RunAsync("status", "--data", cityops.Folder);
        Assert.Equal(0, exitCode);
        Assert.Contains("landing", table, StringComparison.Ordinal);

        await MetricsAreScrapedAsync(cityops);
        var (audit, verified) = await CityOpsProcess.RunAsync("audit", "verify", "--data", cityops.Folder);
        Assert.True(audit == 0, verified);
    }

    [Fact]
    public async Task Status_without_a_server_says_how_to_start_one()
    {
        var folder = Directory.CreateTempSubdirectory("cityops-e2e-");

        var (exitCode, output) = await CityOpsProcess.RunAsync("status", "--data", folder.FullName);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("cityops up", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task MetricsAreScrapedAsync(CityOpsProcess cityops)
    {
        using var admin = cityops.Client("system_admin");
        string[] expected =
        [
            "cityops_consumer_lag_seconds{", "cityops_consumer_lag_rows{", "cityops_consumer_state{", "cityops_consumer_rows_total{", "cityops_consumer_batch_rows_bucket{",
            "cityops_consumer_retries_total{", "cityops_consumer_buffered_bytes{", "cityops_dead_letters_total{", "cityops_eventlog_append_latency_seconds_bucket{",
            "cityops_warehouse_statement_duration_seconds_bucket{",
        ];
        var missing = expected.ToList();
        await cityops.UntilAsync("all metrics: " + string.Join(", ", missing), async () =>
        {
            var scraped = await admin.GetStringAsync("/metrics");
            missing.RemoveAll(name => scraped.Contains(name, StringComparison.Ordinal));
            return missing.Count == 0;
        });
    }

    private static async Task<JsonDocument> JsonOfAsync(int expectedExit, params string[] arguments)
    {
        var (exitCode, output) = await CityOpsProcess.RunAsync(arguments);
        Assert.True(exitCode == expectedExit, string.Create(CultureInfo.InvariantCulture, $"exit {exitCode}: {output}"));
        return JsonDocument.Parse(output);
    }
}
