using System.IO.Hashing;
using Apache.Arrow;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

/// <summary>All that a small simulation gave.</summary>
internal sealed record SimulatedRun(ulong Hash, IReadOnlyList<TruthRow> Truth, List<SimulatedReading> Readings, Dictionary<string, int> Rows, string Text)
{
    private readonly Lazy<Dictionary<string, string>> _kinds = new(() => Truth.Where(r => r.Kind == "group_rental").ToDictionary(r => r.Subject, r => r.Detail!));

    public bool IsKind(string dwelling, string kind) => _kinds.Value[dwelling] == kind;

    public static async Task<SimulatedRun> OfAsync(SimulationRequest request)
    {
        var truth = new TruthList();
        var hash = new XxHash3();
        var readings = new List<SimulatedReading>();
        var text = new System.Text.StringBuilder();
        var rows = new Dictionary<string, int>();
        await foreach (var events in new HouseholdSimulator().EventsAsync(request, truth, TestContext.Current.CancellationToken))
        {
            using (events)
            {
                rows[events.Contract] = rows.GetValueOrDefault(events.Contract) + events.Rows.Length;
                if (events.Contract is "meter-readings")
                {
                    readings.AddRange(ReadingsOf(events.Rows));
                }
                else
                {
                    text.AppendJoin(' ', events.Rows.Arrays.OfType<StringArray>().SelectMany(a => Enumerable.Range(0, a.Length).Select(i => a.GetString(i))));
                }
            }
        }

        hash.Append(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', readings) + text));
        return new SimulatedRun(hash.GetCurrentHashAsUInt64(), truth.Rows, readings, rows, text.ToString());
    }

    private static IEnumerable<SimulatedReading> ReadingsOf(RecordBatch rows)
    {
        var (meters, dwellings) = ((StringArray)rows.Column("meter_id"), (StringArray)rows.Column("dwelling_id"));
        var (instants, registers) = ((TimestampArray)rows.Column("read_at"), (DoubleArray)rows.Column("register"));
        for (var i = 0; i < rows.Length; i++)
        {
            yield return new SimulatedReading(meters.GetString(i), dwellings.GetString(i), instants.GetTimestamp(i)!.Value, registers.GetValue(i)!.Value);
        }
    }
}

internal sealed record SimulatedReading(string Meter, string Dwelling, DateTimeOffset At, double Register);
