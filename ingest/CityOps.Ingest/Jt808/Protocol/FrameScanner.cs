using System.Buffers;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>
/// Cuts a stream of bytes into frames, which stand between two bytes 7E. Two frames may share one delimiter or have one each; bytes before the first
/// delimiter belong to nothing and are skipped.
/// </summary>
public static class FrameScanner
{
    public const byte Delimiter = 0x7E;

    /// <summary>Takes the next frame off the front of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">What was received; afterwards what is still to be looked at, with the delimiter that the next frame may begin with.</param>
    /// <param name="frame">What stood between the delimiters, still escaped; never empty.</param>
    /// <returns>False when the rest holds no whole frame.</returns>
    public static bool TryRead(ref ReadOnlySequence<byte> bytes, out ReadOnlySequence<byte> frame)
    {
        var reader = new SequenceReader<byte>(bytes);
        frame = default;
        if (!reader.TryAdvanceTo(Delimiter, advancePastDelimiter: false))
        {
            bytes = bytes.Slice(bytes.End);
            return false;
        }

        // The end of one frame and the begin of the next look like an empty frame.
        reader.AdvancePast(Delimiter);
        var begin = reader.Consumed;
        if (!reader.TryAdvanceTo(Delimiter, advancePastDelimiter: false))
        {
            bytes = bytes.Slice(begin - 1);
            return false;
        }

        frame = bytes.Slice(begin, reader.Consumed - begin);
        bytes = bytes.Slice(reader.Consumed);
        return true;
    }
}
