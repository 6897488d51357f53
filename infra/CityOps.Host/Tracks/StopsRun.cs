using System.Globalization;
using System.Text.Json;
using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Host.Tracks;

/// <summary>Finds the stops in a file of positions and prints them.</summary>
internal static class StopsRun
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<int> RunAsync(FileInfo file, string? by, TruckOptions rule, bool includeLast, bool json, CancellationToken cancellationToken)
    {
        var tracks = await TrackFile.ReadAsync(file, by, cancellationToken);
        var stops = tracks
            .OrderBy(track => track.Key, StringComparer.Ordinal)
            .SelectMany(track => TrackStops.Of(track.Value, rule, includeLast).Select(stop => FoundStop.Of(track.Key, stop)))
            .ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { file = file.Name, tracks = tracks.Count, points = tracks.Sum(track => track.Value.Count), stops }, Json));
            return 0;
        }

        Console.WriteLine($"{"track",-16} {"started_at",-20} {"finished_at",-20} {"lon",12} {"lat",11} {"points",7}");
        foreach (var stop in stops)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stop.TruckId,-16} {stop.StartedAt,-20} {stop.FinishedAt,-20} {stop.Lon,12:F6} {stop.Lat,11:F6} {stop.Points,7}"));
        }

        Console.WriteLine($"{Counted(stops.Count, "stop")} in {Counted(tracks.Count, "track")}.");
        return 0;
    }

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>A stop in the columns of <c>truck_stops</c>.</summary>
    private sealed record FoundStop(string TruckId, string StartedAt, string FinishedAt, double Lon, double Lat, int Points)
    {
        public static FoundStop Of(string track, Stop stop) => new(track, Instant(stop.StartedAtMs), Instant(stop.FinishedAtMs), stop.Lon, stop.Lat, stop.Points);

        private static string Instant(long milliseconds) =>
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
    }
}
