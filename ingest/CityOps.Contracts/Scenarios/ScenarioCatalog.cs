namespace CityOps.Contracts.Scenarios;

/// <summary>The scenarios of a process, and the parts they contribute, in the order of their registration.</summary>
public sealed class ScenarioCatalog
{
    private readonly List<IScenarioPart> _parts = [];

    public ScenarioCatalog(IEnumerable<IScenario> scenarios)
    {
        All = [.. scenarios];
        var twice = All.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Two scenarios are named '{twice.Key}'.", nameof(scenarios));
        }

        foreach (var scenario in All)
        {
            scenario.Contribute(new Collector(_parts));
        }
    }

    public IReadOnlyList<IScenario> All { get; }

    /// <summary>Every part of one kind.</summary>
    public IReadOnlyList<TPart> Of<TPart>()
        where TPart : class, IScenarioPart => [.. _parts.OfType<TPart>()];

    private sealed class Collector(List<IScenarioPart> parts) : IScenarioParts
    {
        public void Add<TPart>(TPart part)
            where TPart : class, IScenarioPart => parts.Add(part);
    }
}
