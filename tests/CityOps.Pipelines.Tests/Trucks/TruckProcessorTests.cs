using System.Text;
using System.Text.Json;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class TruckProcessorTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddMetrics()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .BuildServiceProvider();

    private readonly StreamProcessorPart _part = new ScenarioCatalog([new TruckScenario()]).Of<StreamProcessorPart>().Single();

    [Fact]
    public void A_loaded_truck_that_leaves_empty_outside_of_every_site_is_suspected_of_dumping()
    {
        var processor = Create(SomeTruck.Site("disposal", 20_000, 200));
        var emissions = processor.OnBatch(SomeTruck.Batch(SomeTruck.Message(7, SomeTruck.Trip("t1", 0, 6_000))));

        var suspicion = emissions.Suspicions[^1];
        Assert.Single(emissions.Suspicions.Select(s => s.SuspicionId).Distinct());
        Assert.Equal(SuspicionState.Open, emissions.Suspicions[0].State);
        Assert.Equal(("muck-truck", "t1", SuspicionState.Closed), (suspicion.Scenario, suspicion.Subject, suspicion.State));
        Assert.InRange(suspicion.Score, 0.7, 1);
        Assert.Equal(7, suspicion.Revision >> 20);
        using var evidence = JsonDocument.Parse(suspicion.Evidence);
        Assert.Equal("dumping", evidence.RootElement.GetProperty("kind").GetString());
        Assert.Equal("full", evidence.RootElement.GetProperty("load_before").GetString());
        Assert.Equal("disposal", evidence.RootElement.GetProperty("nearest_permitted_site").GetProperty("site_id").GetString());
        Assert.InRange(evidence.RootElement.GetProperty("nearest_permitted_site").GetProperty("distance_m").GetDouble(), 13_700, 13_900);

        var incidents = emissions.Rows.Single(r => r.Table == "incidents").Rows;
        Assert.Equal(suspicion.SuspicionId, incidents.Texts("incident_id").TextAt(0));
        Assert.Equal(2, emissions.Rows.Single(r => r.Table == "truck_stops").Rows.Length);
    }

    [Theory]
    [InlineData(SiteKind.Disposal, 0, false)]
    [InlineData(SiteKind.Parking, 0, false)]
    [InlineData(SiteKind.Disposal, 120, false)]
    [InlineData(SiteKind.Disposal, 200, true)]
    [InlineData(SiteKind.Forbidden, 0, true)]
    public void Unloading_in_or_right_beside_a_permitted_site_is_no_incident(SiteKind kind, double offsetM, bool isIncident)
    {
        var processor = Create(SomeTruck.Site("there", 6_000 + offsetM, 100, kind));
        var emissions = processor.OnBatch(SomeTruck.Batch(SomeTruck.Message(1, SomeTruck.Trip("t1", 0, 6_000))));
        Assert.Equal(isIncident, emissions.Suspicions.Count > 0);
    }

    [Fact]
    public void Without_any_site_nobody_is_suspected() =>
        Assert.Empty(Create().OnBatch(SomeTruck.Batch(SomeTruck.Message(1, SomeTruck.Trip("t1", 0, 6_000)))).Suspicions);

    [Fact]
    public void A_truck_that_waits_with_its_load_is_not_suspected()
    {
        var points = SomeTruck.Trip("t1", 0, 6_000).Select(p => p.Load == Load.Empty ? p with { Load = Load.Full } : p).ToList();
        Assert.Empty(Create(SomeTruck.Site("disposal", 20_000, 200)).OnBatch(SomeTruck.Batch(SomeTruck.Message(1, points))).Suspicions);
    }

    [Fact]
    public void A_site_that_arrives_later_withdraws_what_it_excuses_also_after_a_restart()
    {
        var processor = Create(SomeTruck.Site("disposal", 20_000, 200));
        var open = processor.OnBatch(SomeTruck.Batch(SomeTruck.Message(1, SomeTruck.Trip("t1", 0, 6_000)))).Suspicions[^1];
        var restarted = _part.Create(_services, processor.SaveState());
        var withdrawn = Assert.Single(restarted.OnReference("sites", SomeTruck.Message(9, SomeTruck.Site("new", 6_000, 200))).Suspicions);
        Assert.Equal((open.SuspicionId, SuspicionState.Withdrawn), (withdrawn.SuspicionId, withdrawn.State));
        Assert.True(withdrawn.Revision > open.Revision);
        Assert.True(restarted.OnReference("sites", SomeTruck.Message(10, SomeTruck.Site("another", 6_000, 200))).IsEmpty);
    }

    [Fact]
    public void A_message_that_cannot_be_read_is_passed_over()
    {
        var broken = new LogRecord(1, SomeTruck.Start, default, "{"u8.ToArray(), [new LogHeader(LogHeaders.ContentType, LogHeaders.ArrowStream)]);
        Assert.True(Create().OnBatch(SomeTruck.Batch(broken)).IsEmpty);
    }

    [Fact]
    public void A_point_from_the_future_does_not_lock_its_truck_out()
    {
        var processor = Create(SomeTruck.Site("disposal", 20_000, 200));
        processor.OnBatch(SomeTruck.Batch(SomeTruck.Message(1, SomeTruck.Position("t1", 60 * 24 * 300, 0))));
        Assert.NotEmpty(processor.OnBatch(SomeTruck.Batch(SomeTruck.Message(2, SomeTruck.Trip("t1", 0, 6_000)))).Suspicions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void However_the_log_is_cut_into_batches_and_wherever_it_restarts_the_emissions_are_the_same(int seed)
    {
        var random = new Random(seed);
        var log = Log(random);
        var whole = Describe([Create(SomeTruck.Site("disposal", 20_000, 200)).OnBatch(SomeTruck.Batch(log))]);

        var pieces = new List<Emissions>();
        var processor = Create(SomeTruck.Site("disposal", 20_000, 200));
        for (var at = 0; at < log.Count;)
        {
            var count = Math.Min(log.Count - at, random.Next(1, 6));
            pieces.Add(processor.OnBatch(SomeTruck.Batch([.. log.Skip(at).Take(count)])));
            at += count;
            if (random.Next(3) == 0)
            {
                processor = _part.Create(_services, processor.SaveState());
                processor.RestoreReference("sites", SomeTruck.Message(1, SomeTruck.Site("disposal", 20_000, 200)));
            }
        }

        Assert.Contains("suspicions", whole, StringComparison.Ordinal);
        Assert.Contains("dumping", whole, StringComparison.Ordinal);
        Assert.Equal(whole, Describe(pieces));
    }

    [Fact]
    public void A_checkpoint_of_another_version_is_refused_with_the_way_out()
    {
        var error = Assert.Throws<InvalidDataException>(() => _part.Create(_services, new byte[64]));
        Assert.Contains("trucks", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _services.Dispose();

    // Some trucks, their points mixed, some swapped, some doubled, in messages of a few rows.
    private static List<LogRecord> Log(Random random)
    {
        var points = Enumerable.Range(0, 5)
            .SelectMany(truck => Enumerable.Range(0, 3).SelectMany(trip => SomeTruck.Trip($"t{truck}", (trip * 60) + truck, truck % 2 == 0 ? 6_000 : 20_000)))
            .OrderBy(p => p.At.AddMinutes(random.Next(10) == 0 ? random.NextDouble() * 14 : 0))
            .SelectMany(p => random.Next(20) == 0 ? new[] { p, p } : [p])
            .ToList();
        return [.. points.Chunk(7).Select((rows, offset) => SomeTruck.Message(offset, rows))];
    }

    private static string Describe(IEnumerable<Emissions> emissions)
    {
        var text = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal) { ["suspicions"] = new() };
        foreach (var emission in emissions)
        {
            foreach (var (table, rows) in emission.Rows)
            {
                text.TryAdd(table, new StringBuilder());
                text[table].Append(Encoding.UTF8.GetString(Json(rows)));
            }

            text["suspicions"].AppendJoin("", emission.Suspicions.Select(s => JsonSerializer.Serialize(s)));
        }

        return string.Join('\n', text.Select(t => $"{t.Key}\n{t.Value}"));
    }

    private static byte[] Json(RecordBatch rows)
    {
        var lines = new StringBuilder();
        for (var row = 0; row < rows.Length; row++)
        {
            foreach (var column in rows.Arrays)
            {
                lines.Append(column switch
                {
                    StringArray a => a.GetString(row),
                    TimestampArray a => a.Values[row],
                    DoubleArray a => a.Values[row],
                    UInt32Array a => a.Values[row],
                    UInt64Array a => a.Values[row],
                    BooleanArray a => a.GetValue(row),
                    _ => throw new InvalidOperationException(column.GetType().Name),
                }).Append(' ');
            }

            lines.Append('\n');
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private IStreamProcessor Create(params Site[] sites)
    {
        var processor = _part.Create(_services, default);
        if (sites.Length > 0)
        {
            processor.RestoreReference("sites", SomeTruck.Message(0, sites));
        }

        return processor;
    }
}
