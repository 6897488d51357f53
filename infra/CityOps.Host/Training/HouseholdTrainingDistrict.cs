using System.Globalization;
using System.Runtime.CompilerServices;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;
using CityOps.Pipelines.Dwellings.Training;

namespace CityOps.Host.Training;

/// <summary>The household simulator as a district to train from: the host alone knows both.</summary>
public sealed class HouseholdTrainingDistrict : ITrainingDistrict
{
    public async IAsyncEnumerable<DistrictRows> EventsAsync(
        DistrictRequest request, DistrictTruth truth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var simulation = new SimulationRequest(request.Seed, request.Dwellings, request.From, request.To)
        {
            Chunk = TimeSpan.FromDays(1),
            TimeZone = request.TimeZone,
            Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["group-rental-share"] = request.RentalShare.ToString(CultureInfo.InvariantCulture) },
        };
        await foreach (var events in new HouseholdSimulator().EventsAsync(simulation, new Sink(truth), cancellationToken))
        {
            yield return new DistrictRows(events.Contract, events.Rows);
        }
    }

    private sealed class Sink(DistrictTruth truth) : ITruthSink
    {
        public void Write(TruthRow row)
        {
            if (string.Equals(row.Kind, "occupants", StringComparison.Ordinal))
            {
                truth.Occupants[row.Subject] = (float)(row.Value ?? float.NaN);
            }
            else if (string.Equals(row.Kind, "group_rental", StringComparison.Ordinal))
            {
                truth.Rental[row.Subject] = row.Value > 0;
            }
        }
    }
}
