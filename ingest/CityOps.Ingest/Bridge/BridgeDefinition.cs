using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Ingest.Files;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Bridge;

/// <summary>A bridge that can be: everything it names exists.</summary>
/// <param name="Contract">The border schema.</param>
internal sealed record BridgeDefinition(
    string Topic, string Group, ContractSchema Contract, WireFormat Format, string CsvHeader, ColumnMapping Mapping, EventLogOptions Source)
{
    private const string OwnTopics = "cityops.";

    /// <summary>The name of its checkpoints, so that none meets a group of the pipelines.</summary>
    public string ProgressGroup => "bridge:" + Group;

    /// <exception cref="OptionsValidationException">A setting is missing or wrong; the message names it and what would be right.</exception>
    public static IReadOnlyList<BridgeDefinition> Of(IReadOnlyList<BridgeOptions> options, ContractCatalog contracts, EventLogOptions own)
    {
        var bridges = options.Select((bridge, index) => Of(bridge, index, contracts, own)).ToList();
        var twice = bridges.GroupBy(b => (b.Topic, b.Group)).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? bridges : throw Wrong("", $"topic '{twice.Key.Topic}' is bridged twice in the group '{twice.Key.Group}': give one of the two a group of its own.");
    }

    private static BridgeDefinition Of(BridgeOptions bridge, int index, ContractCatalog contracts, EventLogOptions own)
    {
        if (bridge.Topic.Length == 0)
        {
            throw Wrong($":{index}:Topic", "is missing: name the topic to read.");
        }

        if (bridge.Topic.StartsWith(OwnTopics, StringComparison.Ordinal))
        {
            throw Wrong($":{index}:Topic", $"is '{bridge.Topic}': topics of CityOps have come in already, so they are not bridged.");
        }

        if (!contracts.TryGet(bridge.Contract, out var contract) || contract.IsInternal)
        {
            throw Wrong($":{index}:Contract", $"is '{bridge.Contract}'; it can be {string.Join(", ", contracts.All.Where(c => !c.IsInternal).Select(c => c.Name))}.");
        }

        if (bridge.Group.Length == 0)
        {
            throw Wrong($":{index}:Group", "is empty: name the Kafka group, such as cityops-bridge.");
        }

        if (!Enum.TryParse<WireFormat>(bridge.Format, ignoreCase: true, out var format) || !Enum.IsDefined(format))
        {
            throw Wrong($":{index}:Format", $"is '{bridge.Format}'; it can be csv, json, jsonlines or arrow.");
        }

        var mapping = MappingOf(bridge.Mapping, contract, index);
        if (!mapping.IsEmpty && format is WireFormat.Arrow)
        {
            throw Wrong($":{index}:Mapping", "is of no use to Arrow messages, whose columns must be those of the contract.");
        }

        return new BridgeDefinition(bridge.Topic, bridge.Group, contract, format, bridge.CsvHeader, mapping, SourceOf(bridge, index, own));
    }

    private static ColumnMapping MappingOf(BridgeMappingOptions mapping, ContractSchema contract, int index)
    {
        try
        {
            return ColumnMapping.Parse(Pairs(mapping.Map), Pairs(mapping.Set), Pairs(mapping.Unit), mapping.Zone.Length == 0 ? null : mapping.Zone, contract);
        }
        catch (ColumnMappingException error)
        {
            throw Wrong($":{index}:Mapping", $"cannot be: {error.Message}");
        }
    }

    private static IEnumerable<string> Pairs(Dictionary<string, string> pairs) => pairs.Select(pair => $"{pair.Key}={pair.Value}");

    private static EventLogOptions SourceOf(BridgeOptions bridge, int index, EventLogOptions own)
    {
        var isOwnCluster = bridge.Bootstrap.Length == 0;
        var source = new EventLogOptions
        {
            Kind = EventLogKind.Kafka,
            MaxMessageBytes = own.MaxMessageBytes,
            Kafka = { BootstrapServers = isOwnCluster ? own.Kafka.BootstrapServers : bridge.Bootstrap, RequestTimeoutMs = own.Kafka.RequestTimeoutMs },
        };
        if (source.Kafka.BootstrapServers.Length == 0)
        {
            throw Wrong($":{index}:Bootstrap", "is missing, and CityOps:EventLog:Kafka:BootstrapServers, which it would default to, is too: name the brokers.");
        }

        foreach (var (name, value) in isOwnCluster ? own.Kafka.Settings.Concat(bridge.Settings) : bridge.Settings)
        {
            source.Kafka.Settings[name] = value;
        }

        return source;
    }

    private static OptionsValidationException Wrong(string where, string what) =>
        new(BridgeOptions.Section, typeof(BridgeOptions), [$"{BridgeOptions.Section}{where} {what}"]);
}
