using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.Ingest.Bridge;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Tests.Bridge;

public sealed class BridgeDefinitionTests
{
    private static readonly ContractCatalog Contracts = new(new ScenarioCatalog([]));

    [Theory]
    [InlineData("", "b:1", "meter-readings", "json", "CityOps:Bridges:0:Topic is missing")]
    [InlineData("cityops.meter-readings.v1", "b:1", "meter-readings", "json", "have come in already")]
    [InlineData("raw", "", "meter-readings", "json", "CityOps:Bridges:0:Bootstrap is missing")]
    [InlineData("raw", "b:1", "meter-reading", "json", "it can be meter-readings, ")]
    [InlineData("raw", "b:1", "suspicions", "json", "CityOps:Bridges:0:Contract is 'suspicions'")]
    [InlineData("raw", "b:1", "meter-readings", "xml", "it can be csv, json, jsonlines or arrow")]
    public void A_setting_that_cannot_be_says_which_and_what_would_be_right(string topic, string bootstrap, string contract, string format, string says)
    {
        var options = new BridgeOptions { Topic = topic, Bootstrap = bootstrap, Contract = contract, Format = format };

        var error = Assert.Throws<OptionsValidationException>(() => BridgeDefinition.Of([options], Contracts, new EventLogOptions()));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_that_names_no_column_of_the_contract_says_so()
    {
        var options = new BridgeOptions { Topic = "raw", Bootstrap = "b:1", Contract = "meter-readings", Mapping = { Map = { ["meter"] = "serial" } } };

        var error = Assert.Throws<OptionsValidationException>(() => BridgeDefinition.Of([options], Contracts, new EventLogOptions()));

        Assert.Contains("has no column 'meter'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bridge_without_brokers_of_its_own_reads_from_the_cluster_of_the_log_as_it_is_set_up()
    {
        var own = new EventLogOptions { Kafka = { BootstrapServers = "ours:9092" } };
        own.Kafka.Settings["security.protocol"] = "SASL_SSL";
        var options = new BridgeOptions { Topic = "raw", Contract = "meter-readings", Settings = { ["sasl.username"] = "reader" } };

        var source = BridgeDefinition.Of([options], Contracts, own)[0].Source;

        Assert.Equal("ours:9092", source.Kafka.BootstrapServers);
        Assert.Equal(("SASL_SSL", "reader"), (source.Kafka.Settings["security.protocol"], source.Kafka.Settings["sasl.username"]));
    }

    [Theory]
    [InlineData("g/t[1]@5.0-7.2", 5, 0, true)]
    [InlineData("g/t[1]@5.0-7.2", 7, 2, true)]
    [InlineData("g/t[1]@5.0-7.2", 6, 99, true)]
    [InlineData("g/t[1]@5.1-7.2", 5, 0, false)]
    [InlineData("g/t[1]@5.0-7.2", 7, 3, false)]
    public void A_span_holds_what_lies_between_its_ends(string header, long offset, int row, bool holds)
    {
        var span = SourceSpan.Read(header, "g/t[1]")!.Value;

        Assert.Equal(holds, span.Holds(new SourcePosition(offset, row)));
        Assert.Equal(header, span.Write("g/t[1]"));
        Assert.Null(SourceSpan.Read(header, "g/t"));
        Assert.Null(SourceSpan.Read(header, "g/t[11]"));
    }
}
