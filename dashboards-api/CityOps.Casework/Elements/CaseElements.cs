using System.Diagnostics.CodeAnalysis;
using CityOps.Contracts.Scenarios;

namespace CityOps.Casework.Elements;

/// <summary>The elements of every scenario of this process, by its name.</summary>
public sealed class CaseElements(ScenarioCatalog scenarios)
{
    private readonly Dictionary<string, CaseElementsPart> _byScenario =
        scenarios.Of<CaseElementsPart>().ToDictionary(part => part.Scenario, StringComparer.Ordinal);

    public IReadOnlyCollection<CaseElementsPart> All => _byScenario.Values;

    public bool TryGet(string scenario, [NotNullWhen(true)] out CaseElementsPart? elements) =>
        _byScenario.TryGetValue(scenario, out elements);
}
