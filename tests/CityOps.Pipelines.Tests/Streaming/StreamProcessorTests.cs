using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Tests.Landing;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Streaming;

public sealed class StreamProcessorTests(EngineFixture engine)
{
    private static readonly string Suspicions = ContractReader.Read<Suspicion>().Topic;

    /// <summary>A point, its how manieth passing, and the interval of commits: one that is due after each step runs beside the step that follows.</summary>
    public static TheoryData<string, int, int> Points
    {
        get
        {
            var points = new TheoryData<string, int, int>();
            foreach (var point in new[] { CrashPoint.RangePersisted, CrashPoint.RowsEmitted, CrashPoint.SuspicionsEmitted, CrashPoint.Advanced })
            {
                points.Add(point, 1, 1_000);
                points.Add(point, 4, 1);
            }

            return points;
        }
    }

    [Fact]
    public async Task A_late_reference_reaches_every_partition_without_new_records()
    {
        using var folder = new TestFolder();
        await using var district = await OpenAsync(folder);
        await district.AppendAsync(Some.Hourly(meters: 8, hours: 3));
        await district.StartAsync();
        await SettledAsync(district);

        await district.AppendAsync(new Link(5, 6, Some.Midnight), new Link(5, 7, Some.Midnight));

        Assert.Equal(["1 3 0", "2 3 0", "3 3 0", "4 3 0", "5 3 2", "6 3 0", "7 3 0", "8 3 0"], await TallyAsync(district, "5 3 2"));
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_kill_after_any_step_leaves_the_same_rows_and_suspicions(string point, int nth, int commitMs)
    {
        using var folder = new TestFolder();
        var crash = new CrashAt(point, nth);
        await using (var killed = await OpenAsync(folder, crash, commitMs: commitMs))
        {
            await killed.AppendAsync(new Link(1, 6, Some.Midnight));
            await killed.AppendAsync(Some.Hourly(meters: 4, hours: 12));
            await killed.StartAsync();
            for (var more = 0; more < 4; more++)
            {
                await killed.AppendAsync(Some.Hourly(meters: 4, hours: 1));
            }

            await crash.Crashed;
        }

        await using var next = await OpenAsync(folder, empty: false);
        await next.AppendAsync(new Link(2, 6, Some.Midnight));
        await next.StartAsync();
        await SettledAsync(next);

        Assert.Equal(["1 16 1", "2 16 1", "3 16 0", "4 16 0"], await TallyAsync(next, "2 16 1"));
        Assert.Equal([("tally-1", 17), ("tally-2", 17), ("tally-3", 16), ("tally-4", 16)], await LastRevisionsAsync(next));
    }

    [Fact]
    public async Task Steps_and_their_suspicions_wait_for_no_insert_and_no_commit()
    {
        using var folder = new TestFolder();
        var warehouse = new FaultyWarehouse(engine.Warehouse);
        await using var district = await OpenAsync(folder, warehouse: warehouse, commitMs: 1);
        await district.StartAsync();
        warehouse.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var hours = 11; hours < 16; hours++)
        {
            await district.AppendAsync(Some.Hourly(meters: 1, hours: hours == 11 ? hours : 1));

            await Eventually.TrueAsync(async () => (await LastRevisionsAsync(district)).Contains(("tally-1", hours)));
        }

        Assert.True(warehouse.Waiting > 0);
        Assert.All(await district.Get<ICheckpointStore>().ListAsync(CancellationToken.None), c => Assert.True(c.Group != "tally" || c.NextOffset == 0));
        warehouse.Hold.SetResult();
        warehouse.Hold = null;

        await SettledAsync(district);
        Assert.Equal(["1 15 0"], await TallyAsync(district, "1 15 0"));
    }

    private Task<District> OpenAsync(TestFolder folder, CrashAt? crash = null, bool empty = true, FaultyWarehouse? warehouse = null, int commitMs = 1_000) => District.OpenAsync(
        folder, engine, crash, [new TallyScenario()], warehouse, empty,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["CityOps:Streaming:CommitIntervalMs"] = commitMs.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    // The processor has taken what the topic held when every partition's checkpoint has reached the end.
    private static async Task SettledAsync(District district)
    {
        var store = district.Get<ICheckpointStore>();
        await Eventually.TrueAsync(async () =>
        {
            var landed = (await store.ListAsync(CancellationToken.None)).Where(c => c.Group == "tally").ToDictionary(c => c.Partition.Partition, c => c.NextOffset);
            for (var partition = 0; partition < 4; partition++)
            {
                var end = (await district.Log.OffsetsAsync(new TopicPartition(Some.Readings.Topic, partition), CancellationToken.None)).End;
                if (landed.GetValueOrDefault(partition, -1) < end)
                {
                    return false;
                }
            }

            return true;
        });
    }

    private static async Task<List<string>> TallyAsync(District district, string expected)
    {
        List<string> rows = [];
        await Eventually.TrueAsync(async () =>
        {
            rows = await district.QueryAsync("SELECT toString(meter_key) || ' ' || toString(readings) || ' ' || toString(links) FROM tally ORDER BY meter_key", r => r.GetString(0));
            return rows.Contains(expected);
        });
        return rows;
    }

    private static async Task<List<(string Id, long Revision)>> LastRevisionsAsync(District district)
    {
        var last = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var consumer = district.Log.ReadAll([Suspicions], new FromTheStart(), ConsumerLimits.Default);
        while (await consumer.ReadAsync(TimeSpan.FromMilliseconds(300), CancellationToken.None) is { } batch)
        {
            foreach (var record in batch.Records)
            {
                using var rows = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, ContractReader.Read<Suspicion>());
                foreach (var suspicion in Contracts.Batches.RowBatch.To<Suspicion>(rows.Rows))
                {
                    last[suspicion.SuspicionId] = Math.Max(suspicion.Revision, last.GetValueOrDefault(suspicion.SuspicionId));
                }
            }
        }

        return [.. last.Select(s => (s.Key, s.Value))];
    }
}
