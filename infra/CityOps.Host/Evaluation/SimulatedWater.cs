using Apache.Arrow;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;
using CityOps.Models.Evaluation.Realism;

namespace CityOps.Host.Evaluation;

/// <summary>The water registers of simulated homes, as their head end would have read them.</summary>
internal static class SimulatedWater
{
    public static async Task<IReadOnlyList<WaterHome>> ReadAsync(SimulationRequest request, TimeZoneInfo zone, Action<double> progress, CancellationToken cancellationToken)
    {
        var homes = new SortedDictionary<string, List<WaterReading>>(StringComparer.Ordinal);
        await foreach (var events in new HouseholdSimulator().EventsAsync(request, NoTruth.Instance, cancellationToken))
        {
            using (events)
            {
                if (events.Contract is "meter-readings")
                {
                    Add(homes, events.Rows, zone);
                }

                progress((events.Through - request.From) / (request.To - request.From));
            }
        }

        return [.. homes.Select(h => new WaterHome(h.Key, h.Value))];
    }

    private static void Add(SortedDictionary<string, List<WaterReading>> homes, RecordBatch rows, TimeZoneInfo zone)
    {
        var (dwellings, utilities) = ((StringArray)rows.Column("dwelling_id", StringComparer.Ordinal), (StringArray)rows.Column("utility", StringComparer.Ordinal));
        var (instants, registers) = ((TimestampArray)rows.Column("read_at", StringComparer.Ordinal), (DoubleArray)rows.Column("register", StringComparer.Ordinal));
        for (var row = 0; row < rows.Length; row++)
        {
            if (utilities.GetString(row) is "water")
            {
                var wall = TimeZoneInfo.ConvertTime(instants.GetTimestamp(row)!.Value, zone).DateTime;
                var home = dwellings.GetString(row);
                homes.TryAdd(home, []);
                homes[home].Add(new WaterReading((wall.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond, registers.GetValue(row)!.Value * 1_000));
            }
        }
    }
}
