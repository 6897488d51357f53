using System.Runtime.InteropServices;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.EventLog;

namespace CityOps.Pipelines.Landing;

/// <summary>Decodes one message of the log, in whatever format its header names. Arrow columns that fit are used where they lie.</summary>
public static class MessageReader
{
    /// <exception cref="UndecodableBodyException">The message as a whole cannot be read.</exception>
    public static async ValueTask<IReadOnlyList<DecodedRows>> ReadAsync(LogRecord record, ContractSchema schema, CancellationToken cancellationToken)
    {
        var type = record.Header(LogHeaders.ContentType);
        var format = ContentTypes.FormatOf(type ?? LogHeaders.Json)
            ?? throw new UndecodableBodyException($"The header content-type '{type}' names no format we read.");
        var all = new List<DecodedRows>();
        await using var body = StreamOf(record.Value);
        try
        {
            await foreach (var rows in ContractDecoders.For(format).DecodeAsync(body, schema, DecodeLimits.Default, cancellationToken))
            {
                all.Add(rows);
            }
        }
        catch (UndecodableBodyException)
        {
            // A message lands whole or not at all, so that its dead letter says all there is to say of it.
            all.ForEach(rows => rows.Dispose());
            throw;
        }

        return all;
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> value) => MemoryMarshal.TryGetArray(value, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(value.ToArray(), writable: false);
}
