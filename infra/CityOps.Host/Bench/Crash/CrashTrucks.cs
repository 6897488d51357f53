using System.Runtime.CompilerServices;
using CityOps.Contracts.Codecs;
using CityOps.Host.Composition;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Bench.Crash;

/// <summary>Simulated trucks with their sites and permits, for the stream processors.</summary>
internal static class CrashTrucks
{
    private static readonly DateTimeOffset From = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static async IAsyncEnumerable<CrashUpload> UploadsAsync(ulong seed, int trucks, TimeSpan chunk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var simulator = Scenarios.Catalog().Of<SimulatorPart>().Single(part => part.Name is "trucks").Create();
        var request = new SimulationRequest(seed, trucks, From, From.AddYears(1)) { Chunk = chunk };
        await foreach (var events in simulator.EventsAsync(request, NoTruth.Instance, cancellationToken))
        {
            using (events)
            {
                yield return new CrashUpload(events.Contract, "application/vnd.apache.arrow.stream", ArrowMessage.Encode(events.Rows), events.Rows.Length);
            }
        }
    }
}
