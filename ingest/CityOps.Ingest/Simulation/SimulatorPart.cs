using CityOps.Contracts.Scenarios;

namespace CityOps.Ingest.Simulation;

/// <summary>A simulator that a scenario contributes: <c>cityops simulate {Name}</c>, and <c>up --demo</c>.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Name">What the command calls its subjects, such as <c>trucks</c>.</param>
/// <param name="Create">Makes the simulator; it holds no state between runs.</param>
public sealed record SimulatorPart(string Scenario, string Name, Func<ISimulator> Create) : IScenarioPart
{
    /// <summary>What this simulator alone takes, beside seed, subjects and days.</summary>
    public IReadOnlyList<SimulatorOption> Options { get; init; } = [];

    /// <summary>Says what is wrong with the options that were given, and the way out; null where nothing is. It is asked before anything is written.</summary>
    public Func<IReadOnlyDictionary<string, string>, string?> Problem { get; init; } = _ => null;
}

/// <summary>An option of one simulator, handed to it by name in <see cref="SimulationRequest.Options"/>.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Value">What stands for the value in help: <c>FILE</c>, <c>SHARE</c>.</param>
/// <param name="Allowed">The words it takes; empty where it takes any text.</param>
public sealed record SimulatorOption(string Name, string Value, string Description, IReadOnlyList<string> Allowed);
