using CityOps.Contracts.Catalog;
using CityOps.Host.Composition;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Crash;

/// <summary>Who has to take in what was sent to a topic. A group that never got as far as a checkpoint is as far behind as one can be.</summary>
internal sealed class CrashGroups
{
    private readonly ILookup<string, string> _byTopic;

    public CrashGroups()
    {
        var scenarios = Scenarios.Catalog();
        var contracts = new ContractCatalog(scenarios);

        // Derivations are made for partitions only, so the routes need no services to be listed.
        using var none = new ServiceCollection().BuildServiceProvider();
        _byTopic = new LandingRoutes(scenarios, contracts, none).Topics.Select(topic => (Topic: topic, LandingRoutes.Group))
            .Concat(scenarios.Of<StreamProcessorPart>().Select(part => (contracts[part.Contract].Keyed.Topic, part.Group)))
            .ToLookup(pair => pair.Topic, pair => pair.Group, StringComparer.Ordinal);
    }

    /// <summary>Landing and the stream processors that follow the topic; broadcast topics have no groups but landing.</summary>
    public IEnumerable<string> Of(string topic) => _byTopic[topic];
}
