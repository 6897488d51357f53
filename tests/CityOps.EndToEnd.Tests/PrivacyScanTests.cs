using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CityOps.EndToEnd.Tests.Support;

namespace CityOps.EndToEnd.Tests;

/// <summary>
/// Canaries go in at the border, a demonstration runs its whole loop, and then nothing but a reveal shows any of them: not the log, the warehouse, the
/// models, the logs, the databases, an export or any answer. The same scan finds each of them where it is planted.
/// </summary>
public sealed class PrivacyScanTests
{
    private const string Meter = "CANARY-M-93c1f7";
    private const string Dwelling = "CANARY-D-58ab20";
    private const string BrokenMeter = "CANARY-B-77e0d4";
    private const string Address = "金丝雀路九百八十七弄六号";
    private const string Contact = "CANARY-13987654321";
    private const double Lon = 121.5433219876543;
    private const double Lat = 31.21456789123456;

    // What the demonstration's own district calls its addresses, contacts, dwellings and meters.
    private static readonly string[] Simulated = ["（虚构）", "SIMULATED-0", "SIM20260301-D", "SIM20260301-W", "SIM20260301-E", "SIM20260301-G"];
    private static readonly string[] Texts = [Meter, Dwelling, BrokenMeter, Address, Contact, .. Simulated];
    private static readonly string[] Roles = ["analyst", "reviewer", "inspector", "scientist", "leader", "auditor", "security_admin", "system_admin", "ingest"];

    [Fact]
    public async Task No_canary_is_anywhere_but_in_a_reveal_and_the_scan_would_have_found_it()
    {
        await using var cityops = await CityOpsProcess.StartAsync("--demo");
        await FeedAsync(cityops);
        var (caseId, order) = await LoopAsync(cityops);
        var scan = new PrivacyScan(Texts, [Lon, Lat]);

        var answers = await AnswersAsync(cityops, scan, caseId, order);
        var tables = await scan.WarehouseAsync(cityops);
        Assert.Empty(scan.Found);
        Assert.True(answers > 60 && tables > 15, $"{answers} answers, {tables} tables");

        // The positive control of the warehouse, while it runs: each canary as a row of its own.
        await cityops.QueryAsync("CREATE TABLE cityops.planted (note String) ENGINE = MergeTree ORDER BY note");
        var control = new PrivacyScan([Address], [Lon]);
        await cityops.QueryAsync($"INSERT INTO cityops.planted VALUES ('at {Address}')");
        await control.WarehouseAsync(cityops);
        Assert.Equal(["cityops.planted: 1 rows"], control.Found);
        await cityops.QueryAsync("DROP TABLE cityops.planted SYNC");

        Assert.Equal(0, await cityops.StopAsync());
        scan.Text("what the process said", cityops.Output);
        scan.Folder(cityops.Folder);
        var messages = await scan.LogAsync(cityops.Folder, TestContext.Current.CancellationToken);
        Assert.Empty(scan.Found);
        Assert.True(messages > 100, $"{messages} messages");
        await FindsWhatIsPlantedAsync(cityops.Folder);
    }

    // Files, and a message of the log: as it would be had ingest passed it on.
    private static async Task FindsWhatIsPlantedAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "logs", "planted.log"), $"flat {Dwelling}");
        await File.WriteAllBytesAsync(Path.Combine(folder, "models", "planted.zip"), Zipped("weights.bin", BitConverter.GetBytes(Lat)));
        await PrivacyScan.PlantAsync(folder, $$"""{"station_id":"{{Meter}}"}""", TestContext.Current.CancellationToken);
        var control = new PrivacyScan(Texts, [Lon, Lat]);

        control.Folder(folder);
        await control.LogAsync(folder, TestContext.Current.CancellationToken);

        Assert.Contains($"logs/planted.log: {Dwelling}", control.Found);
        Assert.Contains(control.Found, f => f.StartsWith("models/planted.zip!weights.bin", StringComparison.Ordinal));
        Assert.Contains(control.Found, f => f.StartsWith("cityops.weather.v1", StringComparison.Ordinal) && f.EndsWith(Meter, StringComparison.Ordinal));
    }

    private static async Task FeedAsync(CityOpsProcess cityops)
    {
        using var client = cityops.Client("ingest");
        await PostAsync("dwellings", FormattableString.Invariant($"dwelling_id,town,lon,lat,rooms,valid_from,address,contact\n{Dwelling},花木街道,{Lon:R},{Lat:R},2,2026-01-01T00:00:00+08:00,{Address},{Contact}\n"));
        await PostAsync("meter-links", $"meter_id,dwelling_id,share,valid_from\n{Meter},{Dwelling},own,2026-01-01T00:00:00+08:00\n");
        await PostAsync("meter-readings", $"meter_id,dwelling_id,utility,read_at,register\n{Meter},{Dwelling},water,2026-03-01T00:00:00+08:00,10.5\n{BrokenMeter},{Dwelling},steam,2026-03-01T01:00:00+08:00,10.6\n");
        await PostAsync("dwelling-signals", $"dwelling_id,at,kind,value\n{Dwelling},2026-03-01T00:00:00+08:00,parcel_count,9\n");
        await PostAsync("labels", $"scenario,subject,at,outcome\ngroup-rental,{Dwelling},2026-03-01T00:00:00+08:00,confirmed\n");
        await PostAsync("meter-readings", $"{{\"{Contact}", "application/json");

        async Task PostAsync(string contract, string body, string type = "text/csv")
        {
            using var answer = await client.PostAsync($"/ingest/v1/{contract}", new StringContent(body, Encoding.UTF8, type));
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{contract}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>A household's case from detection to closing, with the reveal that alone may show where it is.</summary>
    private static async Task<(string CaseId, string Order)> LoopAsync(CityOpsProcess cityops)
    {
        using var reviewer = cityops.Client("reviewer");
        using var inspector = cityops.Client("inspector");
        using var leader = cityops.Client("leader", "zhao");
        var caseId = "";
        await cityops.UntilAsync("a household's case", async () =>
        {
            var page = await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/cases?scenario=group-rental&limit=1");
            caseId = page.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("case_id").GetString()!).FirstOrDefault("");
            return caseId.Length > 0;
        });
        var me = (await inspector.GetFromJsonAsync<JsonElement>("/api/v1/me")).GetProperty("name").GetString();
        await AcceptedAsync(reviewer, $"cases/{caseId}/review", new { decision = "confirm", reason_code = "over_occupancy" });
        var order = (await AcceptedAsync(reviewer, $"cases/{caseId}/work-orders", new { inspector = me })).GetProperty("work_order_id").GetString()!;
        var revealed = await AcceptedAsync(inspector, $"work-orders/{order}/reveal", new { reason = "on my way there" });
        Assert.Contains("（虚构）", revealed.GetProperty("address").GetString(), StringComparison.Ordinal);
        await AcceptedAsync(inspector, $"work-orders/{order}/outcome", new { outcome = "confirmed", people_found = 9, rooms_used = 3 });
        await AcceptedAsync(leader, $"cases/{caseId}/verification", new { passed = true });
        await cityops.UntilAsync("the outcome is a label in the warehouse", async () =>
            await cityops.QueryAsync($"SELECT count() FROM cityops.labels WHERE case_id = '{caseId}'") != "0");
        return (caseId, order);
    }

    /// <summary>Asks everything that can be asked without changing anything, in every role.</summary>
    private static async Task<int> AnswersAsync(CityOpsProcess cityops, PrivacyScan scan, string caseId, string order)
    {
        using var anyone = new HttpClient { BaseAddress = cityops.Web };
        var description = await anyone.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        string[] paths =
        [
            .. description.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name),
            "/metrics", "/healthz", "/healthz/ready", "/api/v1/cases?state=all&limit=500", "/api/v1/audit?limit=1000", "/api/v1/dead-letters?limit=1000", "/api/v1/map/heat?scenario=group-rental", "/api/v1/search?q=" + caseId[^4..],
        ];
        var answers = 0;
        foreach (var role in Roles)
        {
            using var client = cityops.Client(role);
            foreach (var path in paths.Where(p => !p.Contains("stream", StringComparison.Ordinal) && !p.Contains("events", StringComparison.Ordinal)).Select(p => Fill(p, caseId, order)))
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if (answer.Content.Headers.ContentType?.MediaType is "text/event-stream")
                {
                    continue;
                }

                var bytes = await answer.Content.ReadAsByteArrayAsync(limit.Token);
                answers += answer.IsSuccessStatusCode ? 1 : 0;
                scan.Bytes($"GET {path} as {role}", bytes);
                if (bytes.AsSpan().StartsWith("PK\x03\x04"u8))
                {
                    scan.Zip($"GET {path} as {role}", bytes);
                }
            }
        }

        return answers;
    }

    private static string Fill(string path, string caseId, string order) => path
        .Replace("/cases/{id}", $"/cases/{caseId}", StringComparison.Ordinal).Replace("/work-orders/{id}", $"/work-orders/{order}", StringComparison.Ordinal)
        .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private static byte[] Zipped(string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        return bytes.ToArray();
    }

    private static async Task<JsonElement> AcceptedAsync(HttpClient client, string path, object body)
    {
        var fields = JsonSerializer.SerializeToNode(body)!.AsObject();
        fields["command_id"] = Guid.NewGuid();
        using var response = await client.PostAsJsonAsync("/api/v1/" + path, fields);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
