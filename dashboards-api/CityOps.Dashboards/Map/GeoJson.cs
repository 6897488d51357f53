using System.Text.Json.Nodes;

namespace CityOps.Dashboards.Map;

/// <summary>GeoJSON (RFC 7946) of the well-known text that the contracts carry. Longitude first, WGS-84, as both want it.</summary>
internal static class GeoJson
{
    public static JsonObject Collection(IEnumerable<JsonObject> features) => new()
    {
        ["type"] = "FeatureCollection",
        ["features"] = new JsonArray([.. features]),
    };

    /// <param name="wkt">POLYGON or LINESTRING; anything else is left out.</param>
    /// <param name="properties">What the feature says of itself.</param>
    public static JsonObject? Feature(string wkt, JsonObject properties)
    {
        var polygon = wkt.StartsWith("POLYGON", StringComparison.OrdinalIgnoreCase);
        if (!polygon && !wkt.StartsWith("LINESTRING", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var lines = Lines(wkt);
        return lines.Count == 0 ? null : new JsonObject
        {
            ["type"] = "Feature",
            ["properties"] = properties,
            ["geometry"] = new JsonObject
            {
                ["type"] = polygon ? "Polygon" : "LineString",
                ["coordinates"] = polygon ? new JsonArray([.. lines.Select(Places)]) : Places(lines[0]),
            },
        };
    }

    /// <summary>The rings of a polygon, or the one line of a line.</summary>
    public static IReadOnlyList<IReadOnlyList<(double Lon, double Lat)>> Lines(string wkt)
    {
        var start = wkt.IndexOf('(', StringComparison.Ordinal);
        return start < 0 ? [] : [.. wkt[start..].Split(')', StringSplitOptions.RemoveEmptyEntries).Select(PlacesIn).Where(line => line.Count > 0)];
    }

    private static List<(double Lon, double Lat)> PlacesIn(string text)
    {
        var places = new List<(double, double)>();
        foreach (var pair in text.Split(','))
        {
            var numbers = pair.Trim(' ', '(').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length >= 2
                && double.TryParse(numbers[0], System.Globalization.CultureInfo.InvariantCulture, out var lon)
                && double.TryParse(numbers[1], System.Globalization.CultureInfo.InvariantCulture, out var lat))
            {
                places.Add((lon, lat));
            }
        }

        return places;
    }

    private static JsonArray Places(IReadOnlyList<(double Lon, double Lat)> line) => [.. line.Select(p => (JsonNode)new JsonArray(p.Lon, p.Lat))];
}
