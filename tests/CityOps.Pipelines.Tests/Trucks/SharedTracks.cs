using System.Globalization;
using System.Text.Json;
using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Trucks;

/// <summary>The real bus tracks beside the checkout, and the stops that trackintel finds in them.</summary>
internal static class SharedTracks
{
    /// <summary>Skips the test where the data is absent.</summary>
    public static string Folder => Repository.DataOrSkip("tracks");

    /// <summary>The points of each vehicle or trip, exact duplicates left out, in time order.</summary>
    public static IReadOnlyDictionary<string, TrackPoint[]> Read(string file, string? keyColumn)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, file));
        var header = lines[0].Split(',');
        int Column(string name) => Array.IndexOf(header, name);
        return lines.Skip(1).Distinct(StringComparer.Ordinal).Select(line => line.Split(','))
            .GroupBy(cells => keyColumn is null ? "304" : cells[Column(keyColumn)], StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(cells => Point(cells[Column("time_utc")], cells[Column("lon")], cells[Column("lat")]))
                    .Distinct().OrderBy(p => p.AtMs).ToArray(),
                StringComparer.Ordinal);
    }

    public static IReadOnlyList<Reference> References() => [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "reference_stops.json"))).RootElement.EnumerateArray().Select(Parse)];

    private static Reference Parse(JsonElement run)
    {
        var parameters = run.GetProperty("params");
        return new Reference(
            Path.GetFileName(run.GetProperty("input").GetString()!),
            parameters.GetProperty("dist_threshold_m").GetDouble(),
            parameters.GetProperty("time_threshold_min").GetDouble(),
            parameters.GetProperty("gap_threshold_min").GetDouble(),
            parameters.GetProperty("include_last").GetBoolean(),
            [
                .. run.GetProperty("staypoints").EnumerateArray().Select(s => (s.GetProperty("key").GetString()!, new Stop(
                    s.GetProperty("started_at").GetDateTimeOffset().ToUnixTimeMilliseconds(),
                    s.GetProperty("finished_at").GetDateTimeOffset().ToUnixTimeMilliseconds(),
                    s.GetProperty("lon").GetDouble(),
                    s.GetProperty("lat").GetDouble(),
                    s.GetProperty("n_points").GetInt32()))),
            ]);
    }

    private static TrackPoint Point(string at, string lon, string lat) => new(
        DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
        double.Parse(lon, CultureInfo.InvariantCulture),
        double.Parse(lat, CultureInfo.InvariantCulture),
        0, Load.Unknown, Lid.Unknown, Told.Unknown, Told.Unknown);

    public sealed record Reference(string File, double DistanceM, double Minutes, double GapMinutes, bool IncludeLast, IReadOnlyList<(string Key, Stop Stop)> Stops);
}
