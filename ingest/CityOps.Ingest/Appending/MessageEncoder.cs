using System.Globalization;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Appending;

/// <summary>Some rows of one partition as the value of one message.</summary>
public readonly record struct EncodedRows(int Partition, int Rows, ReadOnlyMemory<byte> Value)
{
    public LogAppend ToAppend(params ReadOnlySpan<LogHeader> more) => new(
        Partition,
        default,
        Value,
        [new(LogHeaders.ContentType, LogHeaders.ArrowStream), new(LogHeaders.Rows, Rows.ToString(CultureInfo.InvariantCulture)), .. more]);
}

/// <summary>Cuts keyed rows into messages that the log takes, whatever its limit.</summary>
public sealed class MessageEncoder(IOptions<EventLogOptions> options)
{
    // Room for the headers beside the value.
    private const int HeaderBytes = 1_024;

    private readonly int _longest = options.Value.MaxMessageBytes - HeaderBytes;

    /// <summary>The rows by partition, in their order. A single row that is larger than the limit goes as it is, and the log says so.</summary>
    public IEnumerable<EncodedRows> Encode(RecordBatch keyed, ContractSchema schema, int partitions) =>
        BatchSplitter.Split(keyed, schema, partitions, Math.Min(BatchSplitter.DefaultMessageBytes, _longest)).SelectMany(part => Encode(part.Partition, part.Rows));

    // The splitter estimates; what came out larger is halved until it fits.
    private IEnumerable<EncodedRows> Encode(int partition, RecordBatch rows)
    {
        var value = ArrowMessage.Encode(rows);
        if (value.Length <= _longest || rows.Length <= 1)
        {
            return [new EncodedRows(partition, rows.Length, value)];
        }

        int[] all = [.. Enumerable.Range(0, rows.Length)];
        var half = rows.Length / 2;
        return [.. Encode(partition, BatchSplitter.Take(rows, all.AsSpan(0, half))), .. Encode(partition, BatchSplitter.Take(rows, all.AsSpan(half)))];
    }
}
