using System.Runtime.CompilerServices;

namespace CityOps.Host.Replay;

/// <summary>
/// Cuts CSV or JSON lines into chunks of whole rows, so that a broken connection costs one chunk and not the file. Memory: two chunks, or two of the longest
/// row where that is longer.
/// </summary>
internal static class RowChunker
{
    private const byte Quote = (byte)'"';
    private const byte NewLine = (byte)'\n';

    // A longer row is none: most likely a quote that nothing closes, and the rest of the file would be read as one value.
    private const int LongestRowInChunks = 8;

    /// <param name="hasHeader">CSV: the first row is repeated on top of every chunk, and a newline within quotes ends no row.</param>
    /// <exception cref="BrokenFileException">A row is many times as long as a chunk.</exception>
    public static async IAsyncEnumerable<Chunk> CutAsync(Stream rows, bool hasHeader, int chunkBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = hasHeader ? await ReadHeaderAsync(rows, cancellationToken) : new HeaderAndRest([], []);
        var pending = header.Rest;
        var firstRow = 1L;
        var atEnd = false;
        while (!atEnd)
        {
            if (pending.Length >= (long)chunkBytes * LongestRowInChunks)
            {
                throw new BrokenFileException($"has a row {firstRow} that does not end within {pending.Length >> 20} MiB. Most likely a quote (\") is opened in it and never closed");
            }

            var buffer = new byte[Math.Max(chunkBytes, pending.Length * 2)];
            pending.CopyTo(buffer, 0);
            var read = await rows.ReadAtLeastAsync(buffer.AsMemory(pending.Length), buffer.Length - pending.Length, throwOnEndOfStream: false, cancellationToken);
            var length = pending.Length + read;
            atEnd = length < buffer.Length;
            var (end, count) = atEnd ? (length, CountRows(buffer.AsSpan(0, length), hasHeader).Count + 1) : CountRows(buffer.AsSpan(0, length), hasHeader);
            pending = buffer[end..length];
            if (end == 0 && !(atEnd && hasHeader && firstRow == 1))
            {
                continue;
            }

            yield return new Chunk((byte[])[.. header.Header, .. buffer.AsSpan(0, end)], firstRow);
            firstRow += count;
        }
    }

    /// <summary>Where the last whole row ends, and how many rows end there.</summary>
    private static (int End, long Count) CountRows(ReadOnlySpan<byte> bytes, bool quotes)
    {
        var (end, count, quoted) = (0, 0L, false);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == Quote)
            {
                quoted = quotes && !quoted;
            }
            else if (bytes[i] == NewLine && !quoted)
            {
                (end, count) = (i + 1, count + 1);
            }
        }

        return (end, count);
    }

    private static async Task<HeaderAndRest> ReadHeaderAsync(Stream rows, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var length = await rows.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var newLine = buffer.AsSpan(0, length).IndexOf(NewLine);
        return newLine < 0
            ? new HeaderAndRest(buffer[..length], [])
            : new HeaderAndRest(buffer[..(newLine + 1)], buffer[(newLine + 1)..length]);
    }

    private sealed record HeaderAndRest(byte[] Header, byte[] Rest);
}
