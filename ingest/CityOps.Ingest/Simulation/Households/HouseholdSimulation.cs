using CityOps.Contracts.Scenarios;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>What the group-rental scenario contributes to this layer.</summary>
public static class HouseholdSimulation
{
    public static void AddTo(IScenarioParts parts) => parts.Add(new SimulatorPart("group-rental", "households", () => new HouseholdSimulator()));
}
