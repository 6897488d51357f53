using System.Buffers.Binary;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>A picture, a sound or a video from a terminal (0x0801).</summary>
/// <param name="MediaId">The terminal's number for it.</param>
/// <param name="Kind">0 a picture, 1 a sound, 2 a video.</param>
/// <param name="Format">0 JPEG, 1 TIF, 2 MP3, 3 WAV, 4 WMV.</param>
/// <param name="Event">What it was taken for: 0 on demand, 1 by timer, 2 robbery alarm, 3 collision and so on.</param>
/// <param name="Channel">The camera or microphone.</param>
/// <param name="Position">Where it was taken.</param>
/// <param name="Data">The file itself.</param>
public sealed record MediaUpload(uint MediaId, byte Kind, byte Format, byte Event, byte Channel, PositionReport Position, ReadOnlyMemory<byte> Data)
{
    private const int Before = 8;

    /// <summary>The usual ending of a file of this format; <c>bin</c> where the format is not known.</summary>
    public string Extension => Format switch { 0 => "jpg", 1 => "tif", 2 => "mp3", 3 => "wav", 4 => "wmv", _ => "bin" };

    /// <returns>Null where the body is no upload.</returns>
    public static MediaUpload? Read(ReadOnlyMemory<byte> body)
    {
        var bytes = body.Span;
        return bytes.Length <= Before + PositionBody.BaseLength || PositionBody.Read(bytes.Slice(Before, PositionBody.BaseLength)) is not { } position
            ? null
            : new MediaUpload(BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4], bytes[5], bytes[6], bytes[7], position, body[(Before + PositionBody.BaseLength)..]);
    }
}
