using System.Runtime.CompilerServices;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using CityOps.Contracts.Codecs;
using CityOps.Host.Commands;

namespace CityOps.Host.Replay;

/// <summary>Cuts a body of any format into chunks that are bodies by themselves.</summary>
internal static class Chunks
{
    private const int ChunkBytes = 8 * 1024 * 1024;
    private const int MaxJsonBytes = 64 * 1024 * 1024;

    public static IAsyncEnumerable<Chunk> CutAsync(Stream rows, WireFormat format, CancellationToken cancellationToken) => format switch
    {
        WireFormat.Csv => RowChunker.CutAsync(rows, hasHeader: true, ChunkBytes, cancellationToken),
        WireFormat.JsonLines => RowChunker.CutAsync(rows, hasHeader: false, ChunkBytes, cancellationToken),
        WireFormat.Json => CutJsonAsync(rows, cancellationToken),
        _ => CutArrowAsync(rows, cancellationToken),
    };

    // A JSON array has no place to cut that a reader could find without parsing it; large files are JSON lines.
    private static async IAsyncEnumerable<Chunk> CutJsonAsync(Stream rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await rows.CopyToAsync(whole, cancellationToken);
        if (whole.Length > MaxJsonBytes)
        {
            throw new CommandException($"a .json file may hold {MaxJsonBytes >> 20} MiB; write it as JSON lines (.jsonl), which stream.");
        }

        yield return new Chunk(whole.ToArray(), FirstRow: 1);
    }

    private static async IAsyncEnumerable<Chunk> CutArrowAsync(Stream rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new ArrowStreamReader(rows, new CompressionCodecFactory(), leaveOpen: true);
        var firstRow = 1L;
        while (await reader.ReadNextRecordBatchAsync(cancellationToken) is { } batch)
        {
            using (batch)
            {
                using var body = new MemoryStream();
                using var writer = new ArrowStreamWriter(body, batch.Schema);
                await writer.WriteRecordBatchAsync(batch, cancellationToken);
                await writer.WriteEndAsync(cancellationToken);
                yield return new Chunk(body.ToArray(), firstRow);
                firstRow += batch.Length;
            }
        }
    }
}
