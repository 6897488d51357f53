using System.Buffers.Binary;
using System.Text;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>The bodies of messages from the platform to a terminal.</summary>
public static class PlatformBodies
{
    /// <summary>The longest text of 0x8300 in GBK bytes: it has to fit one frame.</summary>
    public const int MaxTextBytes = FrameWriter.MaxBody - 2;

    private const byte ShowAndSpeak = 0b0000_1100;
    private const byte Urgent2013 = 0b0000_0001;
    private const byte Urgent2019 = 0b0000_0010;
    private const byte Notice2019 = 0b0000_0011;

    /// <summary>0x8001 and 0x0001: which message is answered, and how it went.</summary>
    public static byte[] GeneralReply(ushort serial, ushort messageId, ReplyResult result) =>
        [(byte)(serial >> 8), (byte)serial, (byte)(messageId >> 8), (byte)messageId, (byte)result];

    /// <summary>0x8100. Result 0 carries the code with which the terminal authenticates from now on; 4 means that no such terminal is known.</summary>
    public static byte[] RegisterReply(ushort serial, byte result, string code) =>
        [(byte)(serial >> 8), (byte)serial, result, .. result == 0 ? Encoding.ASCII.GetBytes(code) : []];

    /// <summary>0x8800: the media's number and the packages that have to be sent again; none where it is whole.</summary>
    public static byte[] MediaReply(uint mediaId, IReadOnlyList<ushort> missing)
    {
        var body = new byte[4 + (missing.Count == 0 ? 0 : 1 + (2 * missing.Count))];
        BinaryPrimitives.WriteUInt32BigEndian(body, mediaId);
        if (missing.Count > 0)
        {
            body[4] = (byte)missing.Count;
            WriteAll(missing, body.AsSpan(5));
        }

        return body;
    }

    /// <summary>0x8003: the serial of the message's first package and the packages that have to be sent again, at most 255 at once.</summary>
    public static byte[] ResendPackages(ushort firstSerial, IReadOnlyList<ushort> missing, bool is2019)
    {
        // The 2019 edition counts with a WORD, the 2013 one with a BYTE.
        var count = is2019 ? 2 : 1;
        var body = new byte[2 + count + (2 * missing.Count)];
        BinaryPrimitives.WriteUInt16BigEndian(body, firstSerial);
        body[1 + count] = (byte)missing.Count;
        WriteAll(missing, body.AsSpan(2 + count));
        return body;
    }

    /// <summary>0x8202: a position each so many seconds, for so many seconds.</summary>
    public static byte[] Track(ushort intervalSeconds, uint forSeconds)
    {
        var body = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(body, intervalSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(2), forSeconds);
        return body;
    }

    /// <summary>0x8300: shown on the display and spoken to the driver.</summary>
    public static byte[] Text(string text, bool urgent, bool is2019) => is2019
        ? [(byte)(ShowAndSpeak | (urgent ? Urgent2019 : Notice2019)), 1, .. Gbk.Encoding.GetBytes(text)]
        : [(byte)(ShowAndSpeak | (urgent ? Urgent2013 : 0)), .. Gbk.Encoding.GetBytes(text)];

    /// <summary>0x8801: one picture now, uploaded at once.</summary>
    /// <param name="channel">The camera, from 1.</param>
    /// <param name="resolution">1 is 320×240, 2 is 640×480, 3 is 800×600, 4 is 1024×768.</param>
    public static byte[] TakePicture(byte channel, byte resolution) =>
        [channel, 0, 1, 0, 0, 0, resolution, 1, 127, 64, 64, 127];

    private static void WriteAll(IReadOnlyList<ushort> values, Span<byte> to)
    {
        for (var i = 0; i < values.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[(2 * i)..], values[i]);
        }
    }
}
