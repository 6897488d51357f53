using System.Globalization;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Dashboards.MuckTruck.Register;

/// <summary>What may stand in the register of sites and permits.</summary>
internal static class RegisterText
{
    public const int LongestId = 64;
    private const int LongestWkt = 65_536;

    /// <summary>Letters, digits, <c>_ - . :</c>: an id that can stand in an address.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 and <= LongestId } && id.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ':');

    /// <summary>A polygon of one ring: closed, of three corners at least, WGS-84 degrees.</summary>
    public static bool IsPolygon(string? wkt) => Places(wkt, "POLYGON((", "))") is { Count: >= 4 } ring && ring[0] == ring[^1] && FormRules.Check(wkt!, TextForm.Area) is null;

    /// <summary>A line of two places at least.</summary>
    public static bool IsLine(string? wkt) => Places(wkt, "LINESTRING(", ")") is { Count: >= 2 } && FormRules.Check(wkt!, TextForm.Line) is null;

    /// <summary>A local wall clock, <c>HH:mm</c>.</summary>
    public static bool IsHour(string? text) => text is not null && FormRules.Check(text, TextForm.Hour) is null;

    private static List<(double Lon, double Lat)>? Places(string? wkt, string begin, string end)
    {
        if (wkt is not { Length: <= LongestWkt } || wkt.Replace(" (", "(", StringComparison.Ordinal) is not { } text
            || !text.StartsWith(begin, StringComparison.Ordinal) || !text.EndsWith(end, StringComparison.Ordinal))
        {
            return null;
        }

        var places = new List<(double Lon, double Lat)>();
        foreach (var pair in text[begin.Length..^end.Length].Split(','))
        {
            if (pair.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var x, var y] || !Degrees(x, 180, out var lon) || !Degrees(y, 90, out var lat))
            {
                return null;
            }

            places.Add((lon, lat));
        }

        return places;
    }

    private static bool Degrees(string text, double limit, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= limit;
}
