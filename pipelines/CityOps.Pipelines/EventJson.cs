using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;

namespace CityOps.Pipelines;

/// <summary>Writes a contract's record as the one JSON object of a message.</summary>
internal static class EventJson
{
    public static byte[] Write<TEvent>(TEvent value)
        where TEvent : class
    {
        using var batch = RowBatch.From([value]);
        return ContractEncoders.Encode(WireFormat.JsonLines, Of<TEvent>.Schema, batch);
    }

    private static class Of<TEvent>
        where TEvent : class
    {
        public static readonly ContractSchema Schema = ContractReader.Read<TEvent>();
    }
}
