namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>One position as a terminal sent it: nothing is judged here, so a latitude may lie beyond a pole.</summary>
/// <param name="At">UTC, from the terminal's BCD clock, which is GMT+8; null where its digits are no time.</param>
/// <param name="LatE6">Latitude in 1e-6 degrees, south negative, in the fleet's datum.</param>
/// <param name="LonE6">Longitude in 1e-6 degrees, west negative.</param>
/// <param name="SpeedTenths">0.1 km/h.</param>
/// <param name="CourseDegrees">Clockwise from north.</param>
/// <param name="AltitudeMetres">Above sea level; below it negative.</param>
/// <param name="Alarms">报警标志, a bit each.</param>
/// <param name="Status">状态, a bit each.</param>
/// <param name="Extras">附加信息, in the order sent.</param>
/// <param name="Trailing">What is left where the extras do not add up; the position stands all the same.</param>
/// <param name="IsResend">Whether it comes from a blind area (盲区补报).</param>
public sealed record PositionReport(
    DateTimeOffset? At,
    int LatE6,
    int LonE6,
    ushort SpeedTenths,
    ushort CourseDegrees,
    short AltitudeMetres,
    uint Alarms,
    uint Status,
    IReadOnlyList<PositionExtra> Extras,
    ReadOnlyMemory<byte> Trailing,
    bool IsResend)
{
    public bool Ignition => (Status & 1) != 0;

    /// <summary>Whether the receiver had a fix.</summary>
    public bool Fixed => (Status & 2) != 0;

    public bool IsOnEarth => Math.Abs((long)LatE6) <= 90_000_000 && Math.Abs((long)LonE6) <= 180_000_000;

    /// <summary>空车, 半载, 满载: empty, half, full; null for the value that the protocol reserves.</summary>
    public string? Load => ((Status >> 8) & 3) switch { 0 => "empty", 1 => "half", 3 => "full", _ => null };
}

/// <summary>One extra of a position.</summary>
public sealed record PositionExtra(byte Id, ReadOnlyMemory<byte> Value);
