using System.Text;

namespace CityOps.Pipelines.Streaming;

/// <summary>What a processor's checkpoint holds: how far it has taken its references, the instant it has judged up to, and its own state.</summary>
internal sealed record ProcessorState(ReferenceOffsets References, DateTimeOffset JudgedTo, ReadOnlyMemory<byte> Own)
{
    private const byte Layout = 3;

    // Its own state went to the end of the bytes.
    private const byte SecondLayout = 2;

    // Had no instant.
    private const byte FirstLayout = 1;

    public static ProcessorState Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return new ProcessorState(ReferenceOffsets.None, DateTimeOffset.MinValue, ReadOnlyMemory<byte>.Empty);
        }

        using var stream = new MemoryStream(bytes.ToArray());
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var layout = reader.ReadByte();
        if (layout is not (Layout or SecondLayout or FirstLayout))
        {
            throw new InvalidOperationException($"The checkpoint's state has layout {layout}, this program reads {Layout}: it was written by a newer one.");
        }

        var references = ReferenceOffsets.Read(reader);
        var judgedTo = layout == FirstLayout ? DateTimeOffset.MinValue : new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        var length = layout == Layout ? reader.ReadInt32() : bytes.Length - (int)stream.Position;
        return new ProcessorState(references, judgedTo, bytes.Slice((int)stream.Position, length));
    }

    /// <summary>What goes before the processor's own state.</summary>
    public byte[] EncodeHead()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Layout);
        References.Write(writer);
        writer.Write(JudgedTo.UtcTicks);
        writer.Write(Own.Length);
        writer.Flush();
        return stream.ToArray();
    }
}
