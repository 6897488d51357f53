using System.Buffers.Binary;

namespace CityOps.Dashboards.EvidencePackages;

/// <summary>
/// Whether a zip is the whole file. Readers find a zip's directory from the end and pass over what stands before it or after: whoever opens the file otherwise would see what nobody signed. Our packages have no
/// comment and need no 64-bit records, so that the end record is the file's last bytes.
/// </summary>
internal static class ZipBounds
{
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const uint EndSignature = 0x06054b50;
    private const uint EntrySignature = 0x02014b50;

    /// <returns>What stands there beside the zip, in a sentence; null: nothing.</returns>
    public static string? WhyNot(Stream file)
    {
        if (file.Length < EndLength || Read(file, file.Length - EndLength, EndLength) is not { } end || U32(end, 0) is not EndSignature || U16(end, 20) is not 0)
        {
            return "Bytes stand after the zip: the signature does not cover them.";
        }

        var (size, start) = (U32(end, 12), U32(end, 16));
        return start + (long)size + EndLength != file.Length || !BeginsAtOnce(Read(file, start, (int)size))
            ? "Bytes stand before the zip or between its parts: the signature does not cover them."
            : null;
    }

    // The first of its files begins with the file's first byte.
    private static bool BeginsAtOnce(byte[] directory)
    {
        var first = uint.MaxValue;
        for (var at = 0; at + EntryLength <= directory.Length && U32(directory, at) is EntrySignature; at += EntryLength + U16(directory, at + 28) + U16(directory, at + 30) + U16(directory, at + 32))
        {
            first = Math.Min(first, U32(directory, at + 42));
        }

        return directory.Length == 0 || first == 0;
    }

    private static byte[] Read(Stream file, long at, int length)
    {
        var bytes = new byte[length];
        file.Seek(at, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        return bytes;
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
}
