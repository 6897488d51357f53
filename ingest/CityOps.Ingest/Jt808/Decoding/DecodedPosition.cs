using System.Globalization;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Decoding;

/// <summary>A position in the units of the contracts.</summary>
/// <param name="At">RFC 3339, UTC; null where the terminal's clock says nothing sensible.</param>
/// <param name="Lat">Degrees, in the datum of the terminal.</param>
/// <param name="Alarms">All 32 bits.</param>
/// <param name="Status">All 32 bits.</param>
/// <param name="Extras">Value in hexadecimal digits by id, in the order sent.</param>
public sealed record DecodedPosition(
    string? At,
    double Lat,
    double Lon,
    double SpeedKmh,
    int CourseDeg,
    int AltitudeM,
    uint Alarms,
    uint Status,
    bool Ignition,
    bool Fixed,
    string? Load,
    bool Resend,
    IReadOnlyList<DecodedExtra> Extras)
{
    public static DecodedPosition Of(PositionReport position) => new(
        position.At?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        position.LatE6 / 1e6,
        position.LonE6 / 1e6,
        position.SpeedTenths / 10.0,
        position.CourseDegrees,
        position.AltitudeMetres,
        position.Alarms,
        position.Status,
        position.Ignition,
        position.Fixed,
        position.Load,
        position.IsResend,
        [.. position.Extras.Select(extra => new DecodedExtra(string.Create(CultureInfo.InvariantCulture, $"0x{extra.Id:x2}"), Convert.ToHexStringLower(extra.Value.Span)))]);
}

/// <summary>An extra of a position.</summary>
public sealed record DecodedExtra(string Id, string Hex);
