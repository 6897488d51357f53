using System.Globalization;
using System.Text;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Identity;
using CityOps.Pipelines.Checkpoints;
using CityOps.Tests.Shared;
using CityOps.Tests.Shared.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Tests.Bridge;

[Collection(nameof(BridgeTests))]
public sealed class BridgeTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const string Marker = "valley";

    [Fact]
    public async Task Rows_of_another_topic_land_under_keys_and_what_is_wrong_is_sealed_whole_under_its_offset()
    {
        await using var bridge = new SomeBridge(engine);
        await bridge.SendAsync(Json("MT-SECRET-1", 0, 5));
        await bridge.SendAsync("[" + Json("MT-SECRET-1", 1, 6) + "," + Json("MT-SECRET-2", 1, 7, utility: "steam") + "]");
        await bridge.SendAsync("{\"meter_id\":\"MT-SECRET-3\", no json");
        await bridge.SendAsync((byte[]?)null);
        await bridge.SendAsync(Json("MT-SECRET-2", 2, 8), partition: 1);
        var process = await bridge.StartAsync();
        await bridge.TakenAsync(4);
        await bridge.TakenAsync(1, partition: 1);
        await process.LandedAsync();
        await process.WaitAsync(Some.Readings.DeadLetterTopic);

        var keys = await process.Get<IIdentityVault>().KeysOfAsync(IdentityKind.Meter, ["MT-SECRET-1", "MT-SECRET-2"], CancellationToken.None);
        Assert.Equal([(keys[0], 5.0), (keys[0], 6.0), (keys[1], 8.0)], await ReadingsAsync(process));
        var letters = await process.QueryAsync(
            "SELECT topic, origin, toInt64(row), field, reason, sealed_payload FROM dead_letters ORDER BY origin",
            r => new DeadLetter(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetString(3), r.GetString(4), r.GetString(5), default));
        Assert.Equal([("bridge:utility.readings[0]@1", 2, "utility"), ("bridge:utility.readings[0]@2", 0, "")], letters.Select(l => (l.Origin, l.Row, l.Field ?? "")));
        var seal = process.Get<IPayloadSeal>();
        Assert.Equal("{\"meter_id\":\"MT-SECRET-3\", no json", Encoding.UTF8.GetString(seal.Open(Convert.FromBase64String(letters[1].SealedPayload!), letters[1].AssociatedData())));
        Assert.Equal(HealthStatus.Healthy, (await process.Get<HealthCheckService>().CheckHealthAsync()).Status);
        var positions = await Task.WhenAll(process.Get<IEnumerable<IConsumerProgress>>().Select(consumer => consumer.PositionsAsync(CancellationToken.None).AsTask()));
        Assert.Equal(
            [("bridge:cityops-bridge", 0, 4, PartitionState.Running), ("bridge:cityops-bridge", 1, 1, PartitionState.Running)],
            positions.SelectMany(p => p).Where(p => p.Partition.Topic == SomeBridge.Topic).Select(p => (p.Group, p.Partition.Partition, p.NextOffset, p.State)));
    }

    [Fact]
    public async Task A_partition_that_may_not_be_read_stands_still_and_health_names_it_while_the_other_is_bridged()
    {
        await using var bridge = new SomeBridge(engine);
        bridge.Cluster.Lead(SomeBridge.Topic, 0, 1);
        bridge.Cluster.Lead(SomeBridge.Topic, 1, 2);
        await bridge.SendAsync(Json("MT-SECRET-1", 0, 5), partition: 0);
        await bridge.SendAsync(Json("MT-SECRET-2", 0, 5), partition: 1);
        var process = await bridge.StartAsync();
        await bridge.TakenAsync(1, partition: 0);
        await bridge.TakenAsync(1, partition: 1);

        // Whichever broker is asked first says so, of the partition it leads.
        bridge.Cluster.Fail(MockCluster.Fetch, ErrorCode.TopicAuthorizationFailed);
        var health = process.Get<HealthCheckService>();
        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Entries["bridge"].Status is HealthStatus.Unhealthy);
        var positions = await Task.WhenAll(process.Get<IEnumerable<IConsumerProgress>>().Select(consumer => consumer.PositionsAsync(CancellationToken.None).AsTask()));
        var stopped = Assert.Single(positions.SelectMany(p => p), p => p.Partition.Topic == SomeBridge.Topic && p.State is PartitionState.Stopped);
        var other = 1 - stopped.Partition.Partition;
        await bridge.SendAsync(Json("MT-SECRET-1", 1, 6), other);
        await bridge.TakenAsync(2, other);

        Assert.Contains("may not be read by this user", stopped.Reason, StringComparison.Ordinal);
        Assert.Contains(stopped.Partition.ToString(), (await health.CheckHealthAsync()).Entries["bridge"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_raw_id_is_in_any_file_table_or_log_line_though_what_may_be_seen_is()
    {
        await using var bridge = new SomeBridge(engine);
        for (var i = 0; i < 200; i++)
        {
            await bridge.SendAsync(Json($"MT-SECRET-{i % 10}", i, i, code: Marker, dwelling: $"DW-SECRET-{i % 10}"));
        }

        await bridge.SendAsync("MT-SECRET-11,DW-SECRET-11 is no json");
        await bridge.SendAsync(Json("MT-SECRET-12", 0, 1, utility: "steam", dwelling: "DW-SECRET-12"));
        var process = await bridge.StartAsync();
        await bridge.TakenAsync(202);
        await process.LandedAsync();
        await process.WaitAsync(Some.Readings.DeadLetterTopic);
        Assert.Equal(200, await process.CountAsync("readings"));

        // The control: what is looked for in the same way and may be there is found, so an id would be too.
        var records = string.Concat((await bridge.RecordsAsync()).Select(r => Encoding.Latin1.GetString(r.Value.Span) + string.Concat(r.Headers)));
        Assert.Contains(Marker, records, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", records, StringComparison.Ordinal);
        Assert.Contains(await TextsAsync(process), text => text.Contains(Marker, StringComparison.Ordinal));
        Assert.DoesNotContain(await TextsAsync(process), text => text.Contains("SECRET", StringComparison.Ordinal));
        Assert.Contains(SomeBridge.Topic, bridge.Logged.All, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", bridge.Logged.All, StringComparison.Ordinal);
        await process.StopAsync();
        Assert.True(FilesWith(bridge.Folder.Path, Marker) > 0);
        Assert.Equal(0, FilesWith(bridge.Folder.Path, "SECRET"));
        Assert.Equal(0, FilesWith(engine.DataFolder, "SECRET"));
        await File.WriteAllTextAsync(Path.Combine(bridge.Folder.Path, "planted"), "MT-SECRET-1");
        Assert.Equal(1, FilesWith(bridge.Folder.Path, "SECRET"));
    }

    [Fact]
    public async Task A_kill_after_the_append_repeats_nothing_and_a_correction_stays_the_later_one()
    {
        await using var bridge = new SomeBridge(engine);
        for (var i = 0; i < 50; i++)
        {
            // A meter keeps to one partition: only there is one reading later than another.
            await bridge.SendAsync(Json($"M{i % 7}", 0, i), partition: i % 7 % SomeBridge.SourcePartitions);
        }

        for (var kill = 0; kill < 4; kill++)
        {
            StuckProgress stuck = null!;
            await bridge.StartAsync(progress => stuck = new StuckProgress(progress, after: kill == 1 ? 1 : 0));
            await stuck.Stuck;
            await bridge.SendAsync(Json($"M{kill}", 0, 100 + kill), partition: kill % SomeBridge.SourcePartitions);
        }

        var process = await bridge.StartAsync();
        await bridge.TakenAsync(31);
        await bridge.TakenAsync(23, partition: 1);
        await process.LandedAsync();

        await AssertOnceAsync(bridge, [.. Enumerable.Range(0, 50).Select(i => (double)i), 100, 101, 102, 103]);
        var keys = await process.Get<IIdentityVault>().KeysOfAsync(IdentityKind.Meter, ["M0", "M1", "M2", "M3"], CancellationToken.None);
        var landed = (await ReadingsAsync(process)).ToDictionary(r => r.Meter, r => r.Register);
        Assert.Equal([100, 101, 102, 103], keys.Select(key => landed[key]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_append_that_went_in_by_parts_is_completed_and_no_part_is_in_twice(int seed)
    {
        await using var bridge = new SomeBridge(engine);
        PartialLog log = null!;
        await bridge.StartAsync(log: real => log = new PartialLog(real, seed));
        for (var i = 0; i < 60; i++)
        {
            await bridge.SendAsync(string.Join('\n', Json($"M{i}", i, i), Json($"N{i}", i, i + 1_000)).Replace('\n', ',').Insert(0, "[") + "]");
        }

        await bridge.TakenAsync(60);

        Assert.True(log.Failures > 0);
        await AssertOnceAsync(bridge, [.. Enumerable.Range(0, 60).SelectMany(i => new double[] { i, i + 1_000 })]);
    }

    [Fact]
    public async Task A_mapping_turns_another_form_of_json_into_rows()
    {
        await using var bridge = new SomeBridge(
            engine, ("Mapping:Map:meter_id", "device.serial"), ("Mapping:Map:read_at", "ts"), ("Mapping:Map:register", "litres"), ("Mapping:Set:utility", "water"),
            ("Mapping:Unit:register", "litres"), ("Mapping:Unit:read_at", "epoch_s"));
        await bridge.SendAsync("""{"device":{"serial":"D1"},"ts":1772323200,"litres":36412,"vendor":"x"}""");
        await bridge.SendAsync("""{"device":{"serial":"D1"},"ts":1772326800,"litres":"lots"}""");
        var process = await bridge.StartAsync();
        await bridge.TakenAsync(2);
        await process.LandedAsync();
        await process.WaitAsync(Some.Readings.DeadLetterTopic);

        Assert.Equal([36.412], (await ReadingsAsync(process)).Select(r => r.Register));
        Assert.Equal(["register"], await process.QueryAsync("SELECT field FROM dead_letters", r => r.GetString(0)));
    }

    [Fact]
    public async Task Csv_messages_without_a_header_get_the_one_that_is_configured()
    {
        await using var bridge = new SomeBridge(engine, ("Format", "csv"), ("CsvHeader", "meter_id,utility,read_at,register"));
        await bridge.SendAsync("D1,water,2026-03-01T00:00:00Z,1.5\nD1,water,2026-03-01T01:00:00Z,2.5\n");
        var process = await bridge.StartAsync();
        await bridge.TakenAsync(1);
        await process.LandedAsync();

        Assert.Equal([1.5, 2.5], (await ReadingsAsync(process)).Select(r => r.Register));
    }

    [Fact]
    public async Task Arrow_messages_are_taken_too()
    {
        await using var bridge = new SomeBridge(engine, ("Format", "arrow"));
        var schema = Contracts.Schema.ContractReader.Read<MeterReading>();
        await bridge.SendAsync(ContractEncoders.Encode(WireFormat.Arrow, schema, Contracts.Batches.RowBatch.From(
            Enumerable.Range(0, 30).Select(i => new MeterReading($"A{i}", null, Utility.Water, Some.Midnight.AddHours(i), i)))));
        var process = await bridge.StartAsync();
        await bridge.TakenAsync(1);
        await process.LandedAsync();

        Assert.Equal(30, await process.CountAsync("readings"));
    }

    [Fact]
    public async Task A_partition_whose_position_is_gone_stands_still_and_health_says_so()
    {
        await using var bridge = new SomeBridge(engine);
        await bridge.SendAsync(Json("M1", 0, 1));
        var process = await bridge.StartAsync();
        await bridge.TakenAsync(1);
        var store = process.Get<ICheckpointStore>();
        var mine = (await store.ListAsync(CancellationToken.None)).Single(c => c.Group.StartsWith("bridge:", StringComparison.Ordinal) && c.Partition.Partition == 0);
        var owner = (await store.TakeOverAsync(mine.Group, mine.Partition, mine.LogId, 0, CancellationToken.None)).Owner;
        await store.AdvanceAsync(owner, 1_000, state: null, CancellationToken.None);

        process = await bridge.StartAsync();
        await Eventually.TrueAsync(async () => (await process.Get<HealthCheckService>().CheckHealthAsync()).Status is HealthStatus.Unhealthy);
        var report = await process.Get<HealthCheckService>().CheckHealthAsync();

        Assert.Contains("offset 1000 is next", report.Entries["bridge"].Description, StringComparison.Ordinal);
    }

    private static string Json(string meter, int hour, double register, string utility = "water", string code = "total", string? dwelling = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"meter_id":"{{meter}}","dwelling_id":{{(dwelling is null ? "null" : $"\"{dwelling}\"")}},"utility":"{{utility}}","register_code":"{{code}}","read_at":"{{Some.Midnight.AddHours(hour):yyyy-MM-ddTHH:mm:ssZ}}","register":{{register}}}""");

    // Exactly these registers are in our log, each once.
    private static async Task AssertOnceAsync(SomeBridge bridge, double[] registers)
    {
        var appended = new List<double>();
        foreach (var record in await bridge.RecordsAsync())
        {
            using var rows = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, Some.Readings);
            appended.AddRange(((Apache.Arrow.DoubleArray)rows.Rows.Column(Some.Readings.OrdinalOf("register"))).Values);
        }

        Assert.Equal(registers.Order(), appended.Order());
    }

    private static Task<List<(ulong Meter, double Register)>> ReadingsAsync(District process) =>
        process.QueryAsync("SELECT meter_key, register FROM readings ORDER BY register", r => ((ulong)r.GetValue(0), r.GetDouble(1)));

    private static async Task<List<string>> TextsAsync(District process)
    {
        var columns = await process.QueryAsync(
            "SELECT table, name FROM system.columns WHERE database = currentDatabase() AND type LIKE '%String%'", r => (Table: r.GetString(0), Name: r.GetString(1)));
        var texts = new List<string>();
        foreach (var (table, name) in columns)
        {
            texts.AddRange(await process.QueryAsync($"SELECT DISTINCT toString(ifNull(`{name}`, '')) FROM `{table}`", r => r.GetString(0)));
        }

        return texts;
    }

    private static int FilesWith(string folder, string text) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true })
            .Count(file => Holds(file, Encoding.UTF8.GetBytes(text)));

    private static bool Holds(string file, byte[] text)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(text) >= 0;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // The engine has merged the part away; what it held is in another.
            return false;
        }
        catch (IOException) when (new FileInfo(file).Length < 1_024)
        {
            // The engine's lock file: its process number and start.
            return false;
        }
    }
}
