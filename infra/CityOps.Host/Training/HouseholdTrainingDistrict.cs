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
            Options = new Dictionary<string, string>(request.Options, StringComparer.Ordinal) { ["group-rental-share"] = request.RentalShare.ToString(CultureInfo.InvariantCulture) },
        };
        await foreach (var events in new HouseholdSimulator().EventsAsync(simulation, new Sink(truth, TimeZoneInfo.FindSystemTimeZoneById(request.TimeZone)), cancellationToken))
        {
            if (events.Contract is "dwellings" or "meter-links" or "meter-readings" or "dwelling-signals" or "weather")
            {
                yield return new DistrictRows(events.Contract, events.Rows);
            }
            else
            {
                events.Dispose();
            }
        }
    }

    private sealed class Sink(DistrictTruth truth, TimeZoneInfo zone) : ITruthSink
    {
        public void Write(TruthRow row)
        {
            var dwelling = truth.Of(row.Subject);
            switch (row.Kind)
            {
                case "occupants":
                    dwelling.Occupants = (float?)row.Value;
                    break;
                case "group_rental":
                    (dwelling.IsRental, dwelling.Kind) = (row.Value > 0, row.Detail ?? "");
                    break;
                case "present":
                    dwelling.Present.Add((DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(row.From, zone).DateTime), (byte)(row.Value ?? 0)));
                    break;
            }
        }
    }
}
