namespace CityOps.Ingest.Bridge;

/// <summary>One element of <c>CityOps:Bridges</c>: a Kafka topic of somebody else, whose rows come in as if they had been uploaded.</summary>
public sealed class BridgeOptions
{
    public const string Section = "CityOps:Bridges";

    /// <summary>The topic to read. Never one of ours: what lies on those has come in already.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Brokers, <c>host:port</c>; empty where the topic is on the cluster of <c>CityOps:EventLog:Kafka</c>.</summary>
    public string Bootstrap { get; set; } = "";

    /// <summary>librdkafka properties for <see cref="Bootstrap"/>; where that is empty they are added to those of <c>CityOps:EventLog:Kafka</c>.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The contract that the rows are of, such as <c>meter-readings</c>.</summary>
    public string Contract { get; set; } = "";

    /// <summary><c>csv</c>, <c>json</c>, <c>jsonlines</c> or <c>arrow</c>.</summary>
    public string Format { get; set; } = "json";

    /// <summary>The header line of CSV messages that have none.</summary>
    public string CsvHeader { get; set; } = "";

    /// <summary>The Kafka group, and the name under which progress is kept. Processes with the same one share the partitions.</summary>
    public string Group { get; set; } = "cityops-bridge";

    public BridgeMappingOptions Mapping { get; set; } = new();
}

/// <summary>How the source's columns become those of the contract; as in <c>cityops replay</c>.</summary>
public sealed class BridgeMappingOptions
{
    /// <summary>Column of the contract → column of the source.</summary>
    public Dictionary<string, string> Map { get; } = new(StringComparer.Ordinal);

    /// <summary>Column of the contract → the value of every row.</summary>
    public Dictionary<string, string> Set { get; } = new(StringComparer.Ordinal);

    /// <summary>Column of the contract → the unit that the source has it in.</summary>
    public Dictionary<string, string> Unit { get; } = new(StringComparer.Ordinal);

    /// <summary>The IANA zone of wall clocks; empty where instants carry their offset.</summary>
    public string Zone { get; set; } = "";
}
