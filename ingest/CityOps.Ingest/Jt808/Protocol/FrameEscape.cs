namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>The escapes that keep 7E out of a frame: 7E is sent as 7D 02, 7D as 7D 01.</summary>
public static class FrameEscape
{
    private const byte Escape = 0x7D;

    /// <summary>Undoes the escapes.</summary>
    /// <param name="escaped">A frame without its delimiters.</param>
    /// <param name="plain">At least as long; may be the same memory.</param>
    /// <param name="length">The bytes written.</param>
    /// <returns>False where 7D is followed by anything but 01 or 02.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> escaped, Span<byte> plain, out int length)
    {
        length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            var value = escaped[i];
            if (value == Escape)
            {
                i++;
                if (i == escaped.Length || escaped[i] is not (1 or 2))
                {
                    return false;
                }

                value = escaped[i] == 1 ? Escape : FrameScanner.Delimiter;
            }

            plain[length++] = value;
        }

        return true;
    }

    /// <summary>Writes a frame as it goes over the wire, delimiters included.</summary>
    /// <param name="wire">At least <see cref="MaxEncodedLength"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public static int Encode(ReadOnlySpan<byte> plain, Span<byte> wire)
    {
        var length = 0;
        wire[length++] = FrameScanner.Delimiter;
        foreach (var value in plain)
        {
            if (value is Escape or FrameScanner.Delimiter)
            {
                wire[length++] = Escape;
                wire[length++] = value == Escape ? (byte)1 : (byte)2;
            }
            else
            {
                wire[length++] = value;
            }
        }

        wire[length++] = FrameScanner.Delimiter;
        return length;
    }

    public static int MaxEncodedLength(int plainLength) => (plainLength * 2) + 2;
}
