using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CityOps.Dashboards.Models;

/// <summary>Finds the models of a scenario. Made once a process: a version in use stays loaded.</summary>
internal sealed class ModelScenarios(ScenarioCatalog catalog, IServiceProvider services)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IModelLifecycle> _made = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. catalog.Of<ModelsPart>().Select(p => p.Scenario)];

    /// <summary>Those whose models can do something, such as being trained here.</summary>
    public IEnumerable<string> Able(Func<ModelAbilities, bool> ability) => catalog.Of<ModelsPart>().Where(p => ability(p.Abilities)).Select(p => p.Scenario);

    /// <summary>What a version of a scenario that has models scores; empty where it is one score.</summary>
    public IReadOnlyList<ValueName> ScoresOf(string scenario) => PartOf(scenario)!.Scores;

    /// <summary>Of a scenario that has models.</summary>
    public ModelAbilities AbilitiesOf(string scenario) => PartOf(scenario)!.Abilities;

    public IModelLifecycle? Find(string scenario)
    {
        if (PartOf(scenario) is not { } part)
        {
            return null;
        }

        lock (_lock)
        {
            return _made.TryGetValue(scenario, out var made) ? made : _made[scenario] = part.Create(services);
        }
    }

    public ProblemHttpResult NoSuch(string scenario) => TypedResults.Problem(
        title: "No models", detail: $"Scenario '{scenario}' has no models. With models are: {string.Join(", ", Names)}.", statusCode: StatusCodes.Status404NotFound);

    private ModelsPart? PartOf(string scenario) => catalog.Of<ModelsPart>().FirstOrDefault(p => string.Equals(p.Scenario, scenario, StringComparison.Ordinal));
}
