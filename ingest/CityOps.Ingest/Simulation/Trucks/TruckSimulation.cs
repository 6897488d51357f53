using CityOps.Contracts.Scenarios;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>What the muck-truck scenario contributes to ingest: its simulator, <c>cityops simulate trucks</c>.</summary>
public static class TruckSimulation
{
    public static void AddTo(IScenarioParts parts) => parts.Add(new SimulatorPart("muck-truck", "trucks", static () => new TruckSimulator()));
}
