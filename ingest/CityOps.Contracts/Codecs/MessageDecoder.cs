using System.Runtime.InteropServices;
using Apache.Arrow;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs;

/// <summary>Decodes the value of a log message, whole, whatever wire format its content type names.</summary>
public static class MessageDecoder
{
    private static readonly DecodeLimits Whole = new(RowsPerBatch: int.MaxValue, BytesPerBatch: int.MaxValue);

    /// <param name="contentType">The message's <c>content-type</c> header. Without one the value is JSON.</param>
    /// <param name="value">
    /// Rows in the form that <paramref name="schema"/> describes. Columns of an Arrow message that fit as they are read it in place: it must outlive the
    /// result, unchanged.
    /// </param>
    /// <exception cref="UndecodableBodyException">The message as a whole cannot be read.</exception>
    public static DecodedRows Decode(string? contentType, ReadOnlyMemory<byte> value, ContractSchema schema)
    {
        var format = contentType is null
            ? WireFormat.Json
            : ContentTypes.FormatOf(contentType) ?? throw new UndecodableBodyException(
                new Refusal(RefusalCode.UnknownContentType, "No decoder is known for the message's content type."), told: $"No decoder is known for the content type '{contentType}'.");
        var parts = (format is WireFormat.Arrow ? ArrowIpc.ArrowDecoder.TryInPlace(value, schema, Whole) : null) ?? Stream(format, value, schema);
        return parts.Count == 1 ? parts[0] : Join(parts, schema);
    }

    private static List<DecodedRows> Stream(WireFormat format, ReadOnlyMemory<byte> value, ContractSchema schema)
    {
        using var body = AsStream(value);
        var parts = new List<DecodedRows>();
        var rows = ContractDecoders.For(format).DecodeAsync(body, schema, Whole, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);

        // Reading from memory never waits: each step is complete when it returns.
        while (rows.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            parts.Add(rows.Current);
        }

        return parts;
    }

    private static DecodedRows Join(List<DecodedRows> parts, ContractSchema schema)
    {
        var columns = schema.Columns.Select((_, index) => parts.Count == 0
            ? Batches.ColumnBuilder.For(schema.Columns[index]).Build()
            : ArrowArrayConcatenator.Concatenate([.. parts.Select(part => part.Rows.Column(index))])).ToList();
        var batch = new RecordBatch(schema.Arrow, columns, parts.Sum(part => part.Rows.Length));
        return new DecodedRows(batch, [.. parts.SelectMany(part => part.Rejected)]);
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> value) => MemoryMarshal.TryGetArray(value, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(value.ToArray(), writable: false);
}
