using System.Buffers;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CityOps.Contracts.Codecs.Csv;
using CityOps.Contracts.Codecs.Json;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs;

/// <summary>Writes batches of a contract in any wire format, one batch in memory at a time.</summary>
public static class ContractEncoders
{
    /// <summary>Writes a whole body: the header of a CSV or the schema of an Arrow stream comes first, even where there are no rows.</summary>
    /// <param name="batches">In the form that <paramref name="schema"/> describes; not disposed here.</param>
    public static async Task EncodeAsync(
        WireFormat format, ContractSchema schema, IAsyncEnumerable<RecordBatch> batches, Stream output, CancellationToken cancellationToken)
    {
        if (format is WireFormat.Arrow)
        {
            await WriteArrowAsync(schema, batches, output, cancellationToken);
            return;
        }

        var text = new ArrayBufferWriter<byte>(64 * 1024);
        IRowsWriter writer = format switch
        {
            WireFormat.Csv => new CsvWriter(schema),
            WireFormat.JsonLines => new JsonRowsWriter(schema, "", "\n", "\n"),
            WireFormat.Json => new JsonRowsWriter(schema, "[", ",", "]"),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown wire format."),
        };
        writer.Begin(text);
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            writer.Write(batch, text);
            await FlushAsync(text, output, cancellationToken);
        }

        writer.End(text);
        await FlushAsync(text, output, cancellationToken);
    }

    /// <summary>A whole body from batches at hand.</summary>
    public static byte[] Encode(WireFormat format, ContractSchema schema, params IEnumerable<RecordBatch> batches)
    {
        using var output = new MemoryStream();

        // Writing to memory never waits: the task is complete when it returns.
        EncodeAsync(format, schema, batches.ToAsyncEnumerable(), output, CancellationToken.None).GetAwaiter().GetResult();
        return output.ToArray();
    }

    private static async Task WriteArrowAsync(
        ContractSchema schema, IAsyncEnumerable<RecordBatch> batches, Stream output, CancellationToken cancellationToken)
    {
        using var writer = new ArrowStreamWriter(output, schema.Arrow, leaveOpen: true);
        await writer.WriteStartAsync(cancellationToken);
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            await writer.WriteRecordBatchAsync(batch, cancellationToken);
        }

        await writer.WriteEndAsync(cancellationToken);
    }

    private static async ValueTask FlushAsync(ArrayBufferWriter<byte> text, Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(text.WrittenMemory, cancellationToken);
        text.ResetWrittenCount();
    }
}
