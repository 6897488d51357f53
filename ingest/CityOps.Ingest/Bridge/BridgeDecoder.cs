using System.Runtime.InteropServices;
using System.Text;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Validation;
using CityOps.EventLog;
using CityOps.Ingest.Files;

namespace CityOps.Ingest.Bridge;

/// <summary>Decodes and validates messages of a bridged topic, through the bridge's mapping where it has one. It appends nothing.</summary>
internal sealed class BridgeDecoder(BridgeDefinition bridge)
{
    private static readonly Refusal Unmapped = new(RefusalCode.UnreadableMessage, "The message lacks a column that the bridge's mapping names.");
    private static readonly DecodeLimits Whole = new(RowsPerBatch: int.MaxValue, BytesPerBatch: int.MaxValue);

    private readonly JsonTable _table = new([.. bridge.Mapping.Sources.Values.Concat(bridge.Contract.Columns.Select(c => c.Name)).Distinct(StringComparer.Ordinal)]);
    private readonly byte[] _csvHeader = bridge.CsvHeader.Length == 0 ? [] : Encoding.UTF8.GetBytes(bridge.CsvHeader + "\n");

    /// <summary>Never fails for what a message holds. An empty message (a compacted topic's tombstone) holds no rows.</summary>
    public async ValueTask<BridgedRows> DecodeAsync(IReadOnlyList<LogRecord> messages, CancellationToken cancellationToken)
    {
        var rows = new BridgedRowsBuilder(bridge.Contract);
        foreach (var message in messages.Where(m => !m.Value.IsEmpty))
        {
            try
            {
                rows.Add(message.Offset, await DecodeAsync(message.Value, cancellationToken));
            }
            catch (UndecodableBodyException unreadable)
            {
                rows.AddUnreadable(message.Offset, unreadable.Refusal, message.Value);
            }
            catch (ColumnMappingException)
            {
                // Its own words quote the header, which may be a row of a message that has none.
                rows.AddUnreadable(message.Offset, Unmapped, message.Value);
            }
        }

        return rows.Build();
    }

    private async ValueTask<List<DecodedRows>> DecodeAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await using var source = AsStream(message);
        var (body, format) = bridge.Mapping.IsEmpty ? (source, bridge.Format) : (await MapAsync(source, cancellationToken), WireFormat.Csv);
        await using (body)
        {
            var parts = new List<DecodedRows>();
            await foreach (var part in ContractDecoders.For(format).DecodeAsync(body, bridge.Contract, Whole, cancellationToken))
            {
                parts.Add(part);
            }

            return parts;
        }
    }

    private async ValueTask<Stream> MapAsync(Stream source, CancellationToken cancellationToken)
    {
        var csv = bridge.Format is WireFormat.Csv ? source : await _table.ToCsvAsync(source, bridge.Format, cancellationToken);
        return await MappedCsv.OpenAsync(csv, bridge.Mapping, bridge.Contract, cancellationToken);
    }

    private MemoryStream AsStream(ReadOnlyMemory<byte> message)
    {
        if (_csvHeader.Length > 0 && bridge.Format is WireFormat.Csv)
        {
            return new MemoryStream([.. _csvHeader, .. message.Span], writable: false);
        }

        return MemoryMarshal.TryGetArray(message, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(message.ToArray(), writable: false);
    }
}
