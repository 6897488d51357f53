using System.Runtime.CompilerServices;
using CityOps.Contracts.Batches;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Tests.ThirdScenario;

/// <summary>One quiet reading an hour.</summary>
internal sealed class NoiseSimulator : ISimulator
{
    public string Scenario => NoiseScenario.ScenarioName;

    public async IAsyncEnumerable<SimulatedEvents> EventsAsync(
        SimulationRequest request, ITruthSink truth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var at = request.From; at < request.To; at += TimeSpan.FromHours(1))
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new SimulatedEvents("noise-readings", RowBatch.From([new NoiseReading("N-1", at, 40)]), at);
        }
    }
}
