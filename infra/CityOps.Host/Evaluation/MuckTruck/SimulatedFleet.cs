using System.Text.Json;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Trucks;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Evaluation.MuckTruck;

/// <summary>A simulated fleet, what the product's own processor says of it as its messages come, and, apart from it, what was true.</summary>
internal sealed class SimulatedFleet
{
    private readonly Dictionary<string, (Suspicion Last, long DetectedMs)> _suspicions = new(StringComparer.Ordinal);

    public List<TruckPosition> Positions { get; } = [];

    public List<RoadsideObservation> Observations { get; } = [];

    public List<Weather> Weather { get; } = [];

    public List<Site> Sites { get; } = [];

    public List<Permit> Permits { get; } = [];

    public TruthList Truth { get; } = new();

    public IEnumerable<TruckEpisode> True => Truth.Rows.Select(row => new TruckEpisode(row.Kind, row.Subject, row.From.ToUnixTimeMilliseconds(), row.To.ToUnixTimeMilliseconds()));

    /// <summary>What stands in the end.</summary>
    public IEnumerable<TruckEpisode> Said => _suspicions.Values.Where(s => s.Last.State != SuspicionState.Withdrawn).Select(s => EpisodeOf(s.Last, s.DetectedMs));

    public static async Task<SimulatedFleet> RunAsync(ulong seed, int trucks, int days, bool judge, Action<double> progress, CancellationToken cancellationToken)
    {
        var fleet = new SimulatedFleet();
        using var services = new ServiceCollection().AddMetrics().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var part = Composition.Scenarios.Catalog().Of<StreamProcessorPart>().Single(p => string.Equals(p.Contract, "truck-positions", StringComparison.Ordinal));
        var processor = part.Create(services, default);
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8));
        var request = new SimulationRequest(seed, trucks, start, start.AddDays(days)) { Chunk = TimeSpan.FromMinutes(1) };
        var offset = 0L;
        await foreach (var events in new TruckSimulator().EventsAsync(request, fleet.Truth, cancellationToken))
        {
            using (events)
            {
                var record = new LogRecord(offset++, events.Through, default, ArrowMessage.Encode(events.Rows), [new LogHeader(LogHeaders.ContentType, LogHeaders.ArrowStream)]);
                fleet.Keep(events);
                if (judge && string.Equals(events.Contract, part.Contract, StringComparison.Ordinal))
                {
                    fleet.Take(processor.OnBatch(new LogBatch(new TopicPartition("cityops.truck-positions.v1", 0), "simulated", [record], offset)), events.Through);
                }
                else if (judge && part.Broadcast.Contains(events.Contract, StringComparer.Ordinal))
                {
                    fleet.Take(processor.OnReference(events.Contract, record), events.Through);
                }

                progress((events.Through - request.From) / (request.To - request.From));
            }
        }

        return fleet;
    }

    private static TruckEpisode EpisodeOf(Suspicion suspicion, long detectedMs)
    {
        using var evidence = JsonDocument.Parse(suspicion.Evidence);
        var stop = evidence.RootElement.GetProperty("stop");
        return new TruckEpisode(
            evidence.RootElement.GetProperty("kind").GetString()!,
            suspicion.Subject,
            stop.GetProperty("started_at").GetDateTimeOffset().ToUnixTimeMilliseconds(),
            stop.GetProperty("finished_at").GetDateTimeOffset().ToUnixTimeMilliseconds(),
            detectedMs);
    }

    private void Keep(SimulatedEvents events)
    {
        switch (events.Contract)
        {
            case "truck-positions":
                Positions.AddRange(RowBatch.To<TruckPosition>(events.Rows));
                break;
            case "roadside-observations":
                Observations.AddRange(RowBatch.To<RoadsideObservation>(events.Rows));
                break;
            case "weather":
                Weather.AddRange(RowBatch.To<Weather>(events.Rows));
                break;
            case "sites":
                Sites.AddRange(RowBatch.To<Site>(events.Rows));
                break;
            case "permits":
                Permits.AddRange(RowBatch.To<Permit>(events.Rows));
                break;
            default:
                break;
        }
    }

    // Detected when the message came, to its minute.
    private void Take(Emissions emissions, DateTimeOffset through)
    {
        foreach (var suspicion in emissions.Suspicions)
        {
            _suspicions[suspicion.SuspicionId] = (suspicion, _suspicions.TryGetValue(suspicion.SuspicionId, out var known) ? known.DetectedMs : through.ToUnixTimeMilliseconds());
        }
    }
}
