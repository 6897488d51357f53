using System.Runtime.CompilerServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace CityOps.Host.Replay;

/// <summary>Cuts Arrow IPC, as a stream or as a file, into streams of one record batch.</summary>
internal static class ArrowChunks
{
    private static readonly byte[] FileMagic = Encoding.ASCII.GetBytes("ARROW1");

    /// <exception cref="BrokenFileException">The rows are no Arrow IPC, or not to their end.</exception>
    public static async IAsyncEnumerable<Chunk> CutAsync(Stream rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = await OpenAsync(rows, cancellationToken);
        var firstRow = 1L;
        while (await NextAsync(reader, firstRow, cancellationToken) is { } batch)
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

    // The file format is a stream between two marks, with an index behind it that is read first.
    private static async Task<ArrowStreamReader> OpenAsync(Stream rows, CancellationToken cancellationToken)
    {
        if (!rows.CanSeek)
        {
            return new ArrowStreamReader(rows, new CompressionCodecFactory(), leaveOpen: true);
        }

        var start = new byte[FileMagic.Length];
        var read = await rows.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        rows.Position = 0;
        return read == start.Length && start.AsSpan().SequenceEqual(FileMagic)
            ? new ArrowFileReader(rows, allocator: null, compressionCodecFactory: new CompressionCodecFactory(), leaveOpen: true)
            : new ArrowStreamReader(rows, new CompressionCodecFactory(), leaveOpen: true);
    }

    private static async Task<RecordBatch?> NextAsync(ArrowStreamReader reader, long firstRow, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextRecordBatchAsync(cancellationToken);
        }
        catch (Exception damage) when (damage is not (OperationCanceledException or BrokenFileException or UnauthorizedAccessException))
        {
            // Lengths and offsets of a damaged file lead the reader anywhere, so its exceptions are of every kind.
            throw new BrokenFileException(
                firstRow == 1 ? $"is no Arrow IPC stream or file, or is damaged from its start ({damage.Message.TrimEnd('.')})" : $"is damaged or cut short behind row {firstRow - 1} ({damage.Message.TrimEnd('.')})",
                damage);
        }
    }
}
