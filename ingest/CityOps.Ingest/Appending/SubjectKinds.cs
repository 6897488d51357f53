using CityOps.Contracts.Scenarios;

namespace CityOps.Ingest.Appending;

/// <summary>Says that the subjects of a scenario's labels do not identify a household: trucks, sites. Others are taken for dwelling numbers.</summary>
/// <param name="Scenario">The scenario's name.</param>
public sealed record PlainSubjectsPart(string Scenario) : IScenarioPart;

/// <summary>
/// Which labels name a dwelling. Without a declaration all do, so that a misspelt or unknown scenario cannot carry a dwelling's number
/// past the vault; <c>muck-truck</c> is known to speak of trucks.
/// </summary>
public sealed class SubjectKinds(ScenarioCatalog scenarios)
{
    private readonly HashSet<string> _plain =
        new(scenarios.Of<PlainSubjectsPart>().Select(part => part.Scenario).Append("muck-truck"), StringComparer.Ordinal);

    public bool AreDwellings(string scenario) => !_plain.Contains(scenario);
}
