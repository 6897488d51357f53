using System.Buffers.Binary;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>
/// Makes one answer of a streamed query's chunks. libchdb writes each chunk as a document of its own, header and end included, so
/// headers are taken off all chunks but the first, and ends off all of them.
/// </summary>
internal abstract class ChunkJoin
{
    // Formats whose documents may simply follow each other.
    private static readonly HashSet<string> s_plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "RowBinary", "Native", "Null", "TabSeparated", "TSV", "TabSeparatedRaw", "TSVRaw", "Raw", "CSV", "JSONEachRow", "JSONLines", "NDJSON",
        "JSONStringsEachRow", "JSONCompactEachRow", "JSONCompactStringsEachRow", "LineAsString", "RawBLOB",
    };

    /// <summary>The part of the next chunk that belongs into the answer.</summary>
    internal abstract ReadOnlySpan<byte> Next(ReadOnlySpan<byte> chunk);

    /// <summary>What ends the answer.</summary>
    internal virtual ReadOnlySpan<byte> End => default;

    /// <summary>A join for a format, or null where its chunks cannot be joined and the answer must be made in one piece.</summary>
    internal static ChunkJoin? For(string format) =>
        s_plain.Contains(format) ? new Plain()
        : string.Equals(format, "RowBinaryWithNamesAndTypes", StringComparison.OrdinalIgnoreCase) ? new RowBinary()
        : string.Equals(format, "ArrowStream", StringComparison.OrdinalIgnoreCase) ? new Arrow()
        : null;

    private sealed class Plain : ChunkJoin
    {
        internal override ReadOnlySpan<byte> Next(ReadOnlySpan<byte> chunk) => chunk;
    }

    /// <summary>The header is the number of columns, their names, their types; it is the same in each chunk.</summary>
    private sealed class RowBinary : ChunkJoin
    {
        private int _header = -1;

        internal override ReadOnlySpan<byte> Next(ReadOnlySpan<byte> chunk)
        {
            if (_header >= 0)
            {
                return chunk[_header..];
            }

            _header = 0;
            var columns = ReadLength(chunk);
            for (var text = 0; text < 2 * columns; text++)
            {
                var length = ReadLength(chunk);
                _header += length;
            }

            return chunk;
        }

        private int ReadLength(ReadOnlySpan<byte> chunk)
        {
            var value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var b = chunk[_header++];
                value |= (b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return value;
                }
            }
        }
    }

    /// <summary>An IPC stream begins with a message that holds the schema (no body) and ends with an empty message.</summary>
    private sealed class Arrow : ChunkJoin
    {
        private const int Prefix = 8; // the continuation mark and the length of the metadata
        private static readonly byte[] s_end = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];

        private bool _first = true;

        internal override ReadOnlySpan<byte> End => _first ? default : s_end;

        internal override ReadOnlySpan<byte> Next(ReadOnlySpan<byte> chunk)
        {
            var start = _first ? 0 : Prefix + BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]);
            _first = false;
            return chunk.EndsWith(s_end) ? chunk[start..^s_end.Length] : chunk[start..];
        }
    }
}
