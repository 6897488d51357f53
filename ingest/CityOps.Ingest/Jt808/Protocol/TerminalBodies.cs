using System.Buffers.Binary;
using System.Text;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>The bodies of messages from a terminal: read by the gateway, written by simulated fleets.</summary>
public static class TerminalBodies
{
    private const int Tail2019 = 15 + 20;

    /// <summary>0x0102: the code of the registration. The 2019 edition puts its length before it, and the IMEI and a software version behind.</summary>
    public static string AuthCode(ReadOnlySpan<byte> body, bool is2019)
    {
        if (is2019)
        {
            var length = body.IsEmpty ? 0 : Math.Min(body[0], body.Length - 1);
            body = body.IsEmpty ? body : body.Slice(1, length);
        }

        return Encoding.Latin1.GetString(body).TrimEnd('\0');
    }

    public static byte[] Authenticate(string code, bool is2019)
    {
        var bytes = Encoding.ASCII.GetBytes(code);
        return is2019 ? [(byte)bytes.Length, .. bytes, .. new byte[Tail2019]] : bytes;
    }

    /// <summary>0x0100 of a terminal that says no more of itself than its plate.</summary>
    public static byte[] Register(string plate, bool is2019) =>
        [0, 31, 0, 115, .. new byte[is2019 ? 11 + 30 + 30 : 5 + 20 + 7], 2, .. Gbk.Encoding.GetBytes(plate)];

    /// <summary>The number plate that a registration (0x0100) names, for whoever has to find out which truck an unknown terminal sits on.</summary>
    public static string PlateOf(ReadOnlySpan<byte> body, bool is2019)
    {
        const int colour = 1;
        var before = 4 + (is2019 ? 11 + 30 + 30 : 5 + 20 + 7) + colour;
        return body.Length <= before ? "" : Gbk.Encoding.GetString(body[before..Math.Min(body.Length, before + 24)]).TrimEnd('\0');
    }

    /// <summary>The 28 bytes of a position, and its extras.</summary>
    public static void WritePosition(PositionReport position, Span<byte> body)
    {
        BinaryPrimitives.WriteUInt32BigEndian(body, position.Alarms);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], position.Status);
        BinaryPrimitives.WriteInt32BigEndian(body[8..], position.LatE6);
        BinaryPrimitives.WriteInt32BigEndian(body[12..], position.LonE6);
        BinaryPrimitives.WriteInt16BigEndian(body[16..], position.AltitudeMetres);
        BinaryPrimitives.WriteUInt16BigEndian(body[18..], position.SpeedTenths);
        BinaryPrimitives.WriteUInt16BigEndian(body[20..], position.CourseDegrees);
        BcdClock.Write(position.At ?? DateTimeOffset.UnixEpoch.AddYears(30), body[22..]);
        body = body[PositionBody.BaseLength..];
        foreach (var extra in position.Extras)
        {
            body[0] = extra.Id;
            body[1] = (byte)extra.Value.Length;
            extra.Value.Span.CopyTo(body[2..]);
            body = body[(2 + extra.Value.Length)..];
        }
    }

    public static int LengthOf(PositionReport position) => PositionBody.BaseLength + position.Extras.Sum(extra => 2 + extra.Value.Length);
}
