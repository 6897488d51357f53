using CityOps.Contracts.Scenarios;

namespace CityOps.Ingest.Simulation;

/// <summary>A simulator that a scenario contributes: <c>cityops simulate {Name}</c>, and <c>up --demo</c>.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Name">What the command calls its subjects, such as <c>trucks</c>.</param>
/// <param name="Create">Makes the simulator; it holds no state between runs.</param>
public sealed record SimulatorPart(string Scenario, string Name, Func<ISimulator> Create) : IScenarioPart;
