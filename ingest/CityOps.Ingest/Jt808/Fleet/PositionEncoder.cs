using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Fleet;

/// <summary>A simulated truck's position as its terminal sends it. What the base protocol has no room for (lid, weight) is left out.</summary>
public static class PositionEncoder
{
    private const uint Ignition = 1;
    private const uint Fixed = 2;
    private const uint SouthBit = 1 << 2;
    private const uint WestBit = 1 << 3;

    /// <returns>The body of a 0x0200.</returns>
    public static byte[] Encode(TruckPosition position)
    {
        var status = Fixed
            | (position.Ignition is true ? Ignition : 0)
            | (position.Lat < 0 ? SouthBit : 0)
            | (position.Lon < 0 ? WestBit : 0)
            | (position.Load switch { Load.Half => 1u, Load.Full => 3u, _ => 0u } << 8);
        var report = new PositionReport(
            position.At,
            (int)Math.Round(Math.Abs(position.Lat) * 1e6),
            (int)Math.Round(Math.Abs(position.Lon) * 1e6),
            (ushort)Math.Round((position.SpeedKmh ?? 0) * 10),
            (ushort)Math.Round(position.CourseDeg ?? 0),
            (short)Math.Round(position.AltitudeM ?? 0),
            (uint)(position.Alarms ?? 0),
            status,
            [],
            default,
            IsResend: false);
        var body = new byte[PositionBody.BaseLength];
        TerminalBodies.WritePosition(report, body);
        return body;
    }
}
