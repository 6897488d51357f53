using System.IO.Hashing;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

public sealed class HouseholdSimulatorTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_the_same_truth()
    {
        var first = await RunAsync(seed: 5, dwellings: 40, days: 3);
        var again = await RunAsync(seed: 5, dwellings: 40, days: 3);
        var other = await RunAsync(seed: 6, dwellings: 40, days: 3);

        Assert.Equal(first.Hash, again.Hash);
        Assert.Equal(first.Truth, again.Truth);
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public async Task Registers_never_fall_and_instants_are_jittered_within_the_hour()
    {
        var run = await RunAsync(seed: 1, dwellings: 30, days: 4);

        foreach (var meter in run.Readings.GroupBy(r => r.Meter))
        {
            var registers = meter.Select(r => r.Register).ToList();
            Assert.Equal(registers.Order(), registers);
            Assert.Contains(meter, r => r.At.Second != 0);
            Assert.InRange(meter.Count(), 85, 96);
        }
    }

    [Fact]
    public async Task Each_dwelling_has_three_meters_and_one_row_of_the_register()
    {
        var run = await RunAsync(seed: 2, dwellings: 50, days: 1);

        Assert.Equal(50, run.Dwellings);
        Assert.Equal(150, run.Readings.Select(r => r.Meter).Distinct().Count());
        Assert.Equal(100, run.Truth.Count);
    }

    [Fact]
    public async Task Chunks_never_step_back_and_none_spans_more_than_asked()
    {
        var request = new SimulationRequest(3, 20, From, From.AddDays(2)) { Chunk = TimeSpan.FromHours(6) };
        var through = DateTimeOffset.MinValue;
        var chunks = 0;
        await foreach (var events in new HouseholdSimulator().EventsAsync(request, NoTruth.Instance, TestContext.Current.CancellationToken))
        {
            using (events)
            {
                Assert.True(events.Through >= through);
                through = events.Through;
                chunks += events.Contract == "meter-readings" ? 1 : 0;
            }
        }

        Assert.Equal(8, chunks);
    }

    [Fact]
    public async Task Events_never_tell_the_truth()
    {
        var run = await RunAsync(seed: 4, dwellings: 20, days: 1);

        Assert.DoesNotContain("bed_letting", run.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("occupants", run.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(run.Truth, row => row.Kind == "group_rental");
    }

    private static async Task<Run> RunAsync(ulong seed, int dwellings, int days)
    {
        var truth = new TruthList();
        var hash = new XxHash3();
        var readings = new List<Reading>();
        var text = new System.Text.StringBuilder();
        var rows = 0;
        var request = new SimulationRequest(seed, dwellings, From, From.AddDays(days));
        await foreach (var events in new HouseholdSimulator().EventsAsync(request, truth, TestContext.Current.CancellationToken))
        {
            using (events)
            {
                hash.Append(Bytes(events.Rows));
                if (events.Contract == "dwellings")
                {
                    rows += events.Rows.Length;
                    text.AppendJoin(' ', events.Rows.Arrays.OfType<StringArray>().SelectMany(a => Enumerable.Range(0, a.Length).Select(i => a.GetString(i))));
                }
                else
                {
                    readings.AddRange(ReadingsOf(events.Rows));
                }
            }
        }

        return new Run(hash.GetCurrentHashAsUInt64(), truth.Rows, readings, rows, text.ToString());
    }

    private static IEnumerable<Reading> ReadingsOf(RecordBatch rows)
    {
        var meters = (StringArray)rows.Column("meter_id");
        var instants = (TimestampArray)rows.Column("read_at");
        var registers = (DoubleArray)rows.Column("register");
        for (var i = 0; i < rows.Length; i++)
        {
            yield return new Reading(meters.GetString(i), instants.GetTimestamp(i)!.Value, registers.GetValue(i)!.Value);
        }
    }

    private static byte[] Bytes(RecordBatch batch)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batch.Schema))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    private sealed record Reading(string Meter, DateTimeOffset At, double Register);

    private sealed record Run(ulong Hash, IReadOnlyList<TruthRow> Truth, List<Reading> Readings, int Dwellings, string Text);
}
