using System.Buffers;

namespace CityOps.Contracts.Codecs.Csv;

/// <summary>Writes a value of a CSV line, in quotes where it must be.</summary>
public static class CsvText
{
    private static readonly SearchValues<byte> MustQuote = SearchValues.Create(",\"\r\n"u8);

    public static void Write(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        if (utf8.IndexOfAny(MustQuote) < 0)
        {
            output.Write(utf8);
            return;
        }

        output.Write("\""u8);
        for (var quote = utf8.IndexOf((byte)'"'); quote >= 0; quote = utf8.IndexOf((byte)'"'))
        {
            output.Write(utf8[..(quote + 1)]);
            output.Write("\""u8);
            utf8 = utf8[(quote + 1)..];
        }

        output.Write(utf8);
        output.Write("\""u8);
    }
}
