using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Catalog;

/// <summary>All contracts a process knows: those of DESIGN and those its scenarios add.</summary>
public sealed class ContractCatalog
{
    private static readonly Type[] BuiltIn =
    [
        typeof(MeterReading), typeof(MeterLink), typeof(Dwelling), typeof(DwellingSignal),
        typeof(Truck), typeof(Company), typeof(Project), typeof(TruckPosition),
        typeof(Site), typeof(Road), typeof(Permit), typeof(Control), typeof(Weather), typeof(RoadsideObservation),
        typeof(Label), typeof(Suspicion), typeof(CaseEvent), typeof(DeadLetter),
    ];

    private readonly Dictionary<string, ContractSchema> _byName;

    public ContractCatalog(ScenarioCatalog scenarios)
    {
        All = [.. BuiltIn.Select(ContractReader.Read), .. scenarios.Of<ContractPart>().Select(part => part.Schema)];
        _byName = All.ToDictionary(schema => schema.Name, StringComparer.Ordinal);
    }

    /// <summary>Border schemas, in the order of DESIGN.</summary>
    public IReadOnlyList<ContractSchema> All { get; }

    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ContractSchema? schema) =>
        _byName.TryGetValue(name, out schema);

    /// <exception cref="KeyNotFoundException">No contract has that name; the message lists those that exist.</exception>
    public ContractSchema this[string name] => TryGet(name, out var schema)
        ? schema
        : throw new KeyNotFoundException($"No contract is named '{name}'. There are: {string.Join(", ", _byName.Keys)}.");
}
