using System.Text;

namespace CityOps.Pipelines.Streaming;

/// <summary>What a processor's checkpoint holds: how far it has taken its references, and its own state.</summary>
internal sealed record ProcessorState(ReferenceOffsets References, ReadOnlyMemory<byte> Own)
{
    private const byte Layout = 1;

    public static ProcessorState Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return new ProcessorState(ReferenceOffsets.None, ReadOnlyMemory<byte>.Empty);
        }

        using var stream = new MemoryStream(bytes.ToArray());
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var layout = reader.ReadByte();
        if (layout != Layout)
        {
            throw new InvalidOperationException($"The checkpoint's state has layout {layout}, this program reads {Layout}: it was written by a newer one.");
        }

        var references = ReferenceOffsets.Read(reader);
        return new ProcessorState(references, bytes[(int)stream.Position..]);
    }

    public byte[] Encode()
    {
        using var stream = new MemoryStream(Own.Length + 256);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Layout);
        References.Write(writer);
        writer.Write(Own.Span);
        writer.Flush();
        return stream.ToArray();
    }
}
