using System.Runtime.CompilerServices;
using CityOps.Contracts.Codecs;
using CityOps.Host.Composition;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Bench.Crash;

/// <summary>
/// Simulated trucks for the stream processors. All of their drivers tip where they must not, on their first trip and on a third of the others, so that
/// nearly every upload brings incidents.
/// </summary>
internal sealed class CrashTrucks(ulong seed, int trucks)
{
    private const string Positions = "truck-positions";
    private static readonly TimeSpan Chunk = TimeSpan.FromMinutes(30);
    private static readonly DateTimeOffset From = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Sites, permits and the rest of the register. A stop is judged by what is known of them when it ends.</summary>
    public IAsyncEnumerable<CrashUpload> RegisterAsync(CancellationToken cancellationToken) =>
        UploadsAsync(cancellationToken).TakeWhile(upload => upload.Contract is not Positions);

    /// <summary>Positions without end.</summary>
    public IAsyncEnumerable<CrashUpload> PositionsAsync(CancellationToken cancellationToken) =>
        UploadsAsync(cancellationToken).SkipWhile(upload => upload.Contract is not Positions);

    private async IAsyncEnumerable<CrashUpload> UploadsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var simulator = Scenarios.Catalog().Of<SimulatorPart>().Single(part => part.Name is "trucks").Create();
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["dumping-share"] = "1" };
        var request = new SimulationRequest(seed, trucks, From, From.AddYears(1)) { Chunk = Chunk, Options = options };
        await foreach (var events in simulator.EventsAsync(request, NoTruth.Instance, cancellationToken))
        {
            using (events)
            {
                yield return new CrashUpload(events.Contract, "application/vnd.apache.arrow.stream", ArrowMessage.Encode(events.Rows), events.Rows.Length);
            }
        }
    }
}
