using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Landing;

/// <summary>How the messages of one topic land.</summary>
/// <param name="Schema">The form of the messages: keyed.</param>
/// <param name="Derivation">Makes what follows from the rows of one partition, or null.</param>
/// <param name="Version">Of two rows of one key the one of the higher version stands; null for the one that came later.</param>
public sealed record LandingRoute(string Topic, ContractSchema Schema, string Table, Func<IDerivation>? Derivation, RowVersion? Version = null);

/// <summary>The routes of all contracts that land. Dead letters of every topic land in one table.</summary>
public sealed class LandingRoutes
{
    /// <summary>The consumer group that lands them, and the name of its checkpoints.</summary>
    public const string Group = "landing";

    private readonly Dictionary<string, LandingRoute> _byTopic;

    public LandingRoutes(ScenarioCatalog scenarios, ContractCatalog contracts, IServiceProvider services)
    {
        var routes = scenarios.Of<LandingPart>().SelectMany(part => Of(part, contracts, services)).ToList();
        var twice = routes.GroupBy(r => r.Topic, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Topic '{twice.Key}' lands in {string.Join(" and ", twice.Select(r => r.Table))}; it can land in one table only.", nameof(scenarios));
        }

        _byTopic = routes.ToDictionary(r => r.Topic, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Topics => [.. _byTopic.Keys];

    public LandingRoute this[string topic] => _byTopic[topic];

    private static IEnumerable<LandingRoute> Of(LandingPart part, ContractCatalog contracts, IServiceProvider services)
    {
        var schema = contracts[part.Contract].Keyed;
        Func<IDerivation>? derivation = part.Derive is { } derive ? () => derive(services) : null;
        var topics = string.Equals(part.Contract, DeadLetters.DeadLetterTopics.Contract, StringComparison.Ordinal) ? DeadLetters.DeadLetterTopics.Of(contracts) : [schema.Topic];
        return topics.Select(topic => new LandingRoute(topic, schema, part.Table, derivation, part.Version));
    }
}
