using System.Diagnostics.CodeAnalysis;
using CityOps.Contracts.Scenarios;

namespace CityOps.Casework.Elements;

/// <summary>The elements of every scenario of this process, by its name: what is shipped, and over it what the data says.</summary>
public sealed class CaseElements(ScenarioCatalog scenarios)
{
    private readonly IReadOnlyList<CaseElementsPart> _shipped = [.. scenarios.Of<CaseElementsPart>()];
    private volatile Dictionary<string, CaseElementsPart> _byScenario =
        scenarios.Of<CaseElementsPart>().ToDictionary(part => part.Scenario, StringComparer.Ordinal);
    private volatile ElementSet _data = ElementSet.Empty;

    /// <summary>What is shipped, whatever the data says.</summary>
    public IReadOnlyList<CaseElementsPart> Shipped => _shipped;

    /// <summary>What the data says now.</summary>
    public ElementSet Data => _data;

    public IReadOnlyCollection<CaseElementsPart> All => _byScenario.Values;

    internal void Use(ElementSet data)
    {
        _data = data;
        _byScenario = _shipped.ToDictionary(part => part.Scenario, data.Over, StringComparer.Ordinal);
    }

    public bool TryGet(string scenario, [NotNullWhen(true)] out CaseElementsPart? elements) =>
        _byScenario.TryGetValue(scenario, out elements);
}
