using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Dust;

/// <param name="FromDeg">Where it comes from, degrees clockwise from north.</param>
internal readonly record struct Wind(double FromDeg, double SpeedMs);

/// <summary>What the weather stations told last.</summary>
internal sealed class WeatherBook
{
    private const double ReachM = 30_000;
    private static readonly TimeSpan Stale = TimeSpan.FromHours(2);

    private readonly SortedDictionary<string, List<Weather>> _byStation = new(StringComparer.Ordinal);

    /// <summary>How far back it remembers, from the newest row of each station: a stream asks about now, a scoring of a day about all of it.</summary>
    public TimeSpan Kept { get; init; } = 2 * Stale;

    /// <returns>Always true: every row can be read.</returns>
    public bool Add(Weather weather)
    {
        if (!_byStation.TryGetValue(weather.StationId, out var told))
        {
            _byStation[weather.StationId] = told = [];
        }

        told.RemoveAll(row => row.At == weather.At || row.At < weather.At - Kept);
        told.Add(weather);
        return true;
    }

    /// <summary>The wind of the nearest station that told one within two hours; null where none did.</summary>
    public Wind? Wind(double lon, double lat, DateTimeOffset at) =>
        Nearest(lon, lat, at, row => row is { WindFromDeg: not null, WindSpeedMs: not null }) is { } row ? new Wind(row.WindFromDeg!.Value, row.WindSpeedMs!.Value) : null;

    /// <inheritdoc cref="Wind(double, double, DateTimeOffset)"/>
    /// <returns>The direction it comes from, degrees clockwise from north; null too where it hardly moves.</returns>
    public double? WindFromDeg(double lon, double lat, DateTimeOffset at, double leastMs) => Wind(lon, lat, at) is { } wind && wind.SpeedMs >= leastMs ? wind.FromDeg : null;

    /// <summary>What the nearest station told within two hours, 0 to 100; null where none did.</summary>
    public double? HumidityPct(double lon, double lat, DateTimeOffset at) => Nearest(lon, lat, at, row => row.HumidityPct is not null)?.HumidityPct;

    private Weather? Nearest(double lon, double lat, DateTimeOffset at, Func<Weather, bool> tells)
    {
        (double Metres, Weather Row)? nearest = null;
        foreach (var told in _byStation.Values)
        {
            if (told.Where(row => tells(row) && (row.At - at).Duration() <= Stale).MinBy(row => (row.At - at).Duration()) is { } row
                && Geodesy.NearDistanceM(lon, lat, row.Lon, row.Lat) is var metres && metres <= ReachM && (nearest is null || metres < nearest.Value.Metres))
            {
                nearest = (metres, row);
            }
        }

        return nearest?.Row;
    }
}
