using Apache.Arrow;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.Host.Bench.Landing;
using CityOps.Host.Composition;

namespace CityOps.Benchmarks;

/// <summary>Readings as the landing benchmark has them, in the keyed form that the log holds.</summary>
internal static class SomeReadings
{
    public static ContractSchema Schema { get; } = new ContractCatalog(Scenarios.Catalog())["meter-readings"].Keyed;

    public static RecordBatch Rows(int count) => new ReadingsFeed(count, seed: 1).Batches(Schema, count).First();

    public static byte[] Message(WireFormat format, int rows) =>
        format is WireFormat.Arrow ? ArrowMessage.Encode(Rows(rows)) : ContractEncoders.Encode(format, Schema, Rows(rows));
}
