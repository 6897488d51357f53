using System.Runtime.CompilerServices;
using CityOps.Contracts.Codecs;

namespace CityOps.Host.Replay;

/// <summary>Cuts a body of any format into chunks that are bodies by themselves.</summary>
internal static class Chunks
{
    private const int ChunkBytes = 8 * 1024 * 1024;
    private const int MaxJsonBytes = 64 * 1024 * 1024;

    /// <exception cref="BrokenFileException">The file is not what its name says, or not to its end.</exception>
    public static IAsyncEnumerable<Chunk> CutAsync(Stream rows, WireFormat format, CancellationToken cancellationToken) => format switch
    {
        WireFormat.Csv => RowChunker.CutAsync(rows, hasHeader: true, ChunkBytes, cancellationToken),
        WireFormat.JsonLines => RowChunker.CutAsync(rows, hasHeader: false, ChunkBytes, cancellationToken),
        WireFormat.Json => CutJsonAsync(rows, cancellationToken),
        _ => ArrowChunks.CutAsync(rows, cancellationToken),
    };

    // A JSON array has no place to cut that a reader could find without parsing it; large files are JSON lines.
    private static async IAsyncEnumerable<Chunk> CutJsonAsync(Stream rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await rows.CopyToAsync(whole, cancellationToken);
        if (whole.Length > MaxJsonBytes)
        {
            throw new BrokenFileException($"is longer than the {MaxJsonBytes >> 20} MiB that a .json file may hold; write it as JSON lines (.jsonl), which stream");
        }

        yield return new Chunk(whole.ToArray(), FirstRow: 1);
    }
}
