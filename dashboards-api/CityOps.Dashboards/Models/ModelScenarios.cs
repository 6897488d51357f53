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

    public IModelLifecycle? Find(string scenario)
    {
        if (catalog.Of<ModelsPart>().FirstOrDefault(p => string.Equals(p.Scenario, scenario, StringComparison.Ordinal)) is not { } part)
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
}
