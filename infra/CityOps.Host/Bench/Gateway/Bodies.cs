using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;

namespace CityOps.Host.Bench.Gateway;

/// <summary>Uploads as a head end makes them: one hour of all its meters in the order in which it asks them, as files.</summary>
internal static class Bodies
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes them.</summary>
    /// <returns>The rows of each hour.</returns>
    public static async Task<int[]> WriteAsync(GatewayPlan plan, CancellationToken cancellationToken)
    {
        var schema = ContractReader.Read<MeterReading>();
        var rows = new int[GatewayPlan.Hours];
        var request = new SimulationRequest(plan.Seed, plan.Homes, From, From.AddHours(GatewayPlan.Hours));
        var hours = new HouseholdSimulator().EventsAsync(request, NoTruth.Instance, cancellationToken)
            .Where(events => string.Equals(events.Contract, GatewayPlan.Contract, StringComparison.Ordinal))
            .GroupBy(events => (int)(events.Through - From).TotalHours - 1);
        await foreach (var hour in hours.WithCancellation(cancellationToken))
        {
            var batches = hour.Select(events => events.Rows).ToList();
            rows[hour.Key] = batches.Sum(batch => batch.Length);
            foreach (var format in plan.Formats)
            {
                await using var file = File.Create(plan.BodyOf(format, hour.Key));
                await ContractEncoders.EncodeAsync(format, schema, batches.ToAsyncEnumerable(), file, cancellationToken);
            }

            batches.ForEach(batch => batch.Dispose());
        }

        return rows;
    }
}
