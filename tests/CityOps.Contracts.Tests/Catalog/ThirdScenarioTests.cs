using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Tests.Catalog;

public sealed class ThirdScenarioTests
{
    private readonly ContractCatalog _catalog = new(new ScenarioCatalog([new BikeScenario()]));

    [Fact]
    public async Task A_scenario_adds_a_contract_that_travels_like_any_other()
    {
        var schema = _catalog["shared-bikes"];
        var bikes = new[] { new SharedBike("b1", Some.Instant, 17, BikeState.PilledUp), new SharedBike("b2", Some.Instant, null, BikeState.InUse) };
        using var batch = RowBatch.From(bikes);
        foreach (var format in Enum.GetValues<WireFormat>())
        {
            var (rows, rejected) = await Some.DecodeAsync(format, schema, new MemoryStream(ContractEncoders.Encode(format, schema, [batch])));
            Assert.Empty(rejected);
            Assert.Equal(Some.AsLines(schema, batch), rows);
        }

        Assert.Equal(bikes, RowBatch.To<SharedBike>(batch));
        Assert.Equal(2, BatchSplitter.Split(batch, schema, 4).Sum(part => part.Rows.Length));
    }

    [Fact]
    public void It_stands_beside_those_of_the_design() => Assert.Equal(Some.Catalog.All.Count + 1, _catalog.All.Count);

    public enum BikeState
    {
        InUse,
        PilledUp,
    }

    [Contract("shared-bikes", Subject = "bike_id")]
    public sealed record SharedBike([Longest(64)] string BikeId, DateTimeOffset At, [Between(0, 100)] int? BatteryPct, BikeState State);

    private sealed class BikeScenario : IScenario
    {
        public string Name => "shared-bikes";

        public void Contribute(IScenarioParts parts) => parts.Add(new ContractPart(ContractReader.Read<SharedBike>()));
    }
}
