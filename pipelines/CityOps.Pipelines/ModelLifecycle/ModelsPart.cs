using CityOps.Contracts.Scenarios;

namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>The models of a scenario: what they are, how they fare, how they are made anew and put to work.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Create">Makes it from the process's services.</param>
public sealed record ModelsPart(string Scenario, Func<IServiceProvider, IModelLifecycle> Create) : IScenarioPart
{
    /// <summary>What a version scores, where it holds several scores that are judged apart and put to work together; none where it is one score.</summary>
    public IReadOnlyList<ValueName> Scores { get; init; } = [];

    /// <summary>What can be done with them, known before they are made.</summary>
    public ModelAbilities Abilities { get; init; } = new();
}
