using CityOps.Contracts.Codecs.ArrowIpc;
using CityOps.Contracts.Codecs.Csv;
using CityOps.Contracts.Codecs.Json;

namespace CityOps.Contracts.Codecs;

/// <summary>The decoder of each wire format. They hold no state and may be used by many at once.</summary>
public static class ContractDecoders
{
    private static readonly RowStreamDecoder CsvRows = new((schema, limits) => new CsvReader(schema, limits));
    private static readonly RowStreamDecoder JsonObjects = new((schema, limits) => new JsonReader(schema, limits));
    private static readonly RowStreamDecoder JsonObjectLines = new((schema, limits) => new JsonLinesReader(schema, limits));
    private static readonly ArrowDecoder ArrowBatches = new();

    public static IContractDecoder For(WireFormat format) => format switch
    {
        WireFormat.Csv => CsvRows,
        WireFormat.Json => JsonObjects,
        WireFormat.JsonLines => JsonObjectLines,
        WireFormat.Arrow => ArrowBatches,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown wire format."),
    };
}
