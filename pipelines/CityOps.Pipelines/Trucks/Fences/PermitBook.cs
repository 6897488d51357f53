using CityOps.Contracts.Events;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>A permit made ready to be asked for every position.</summary>
public sealed class ReadyPermit
{
    private const int MinutesPerDay = 24 * 60;

    private readonly long _fromMs;
    private readonly long _toMs;
    private readonly Coordinate[]? _route;

    public ReadyPermit(Permit permit, Coordinate[]? route)
    {
        (Permit, _route) = (permit, route);
        _fromMs = permit.ValidFrom.ToUnixTimeMilliseconds();
        _toMs = permit.ValidTo?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        (FromMinute, ToMinute) = (MinuteOf(permit.DailyFrom) ?? 0, MinuteOf(permit.DailyTo) ?? MinutesPerDay);
    }

    public Permit Permit { get; }

    /// <summary>Local minutes of the day; the window runs over midnight where it begins after it ends.</summary>
    public int FromMinute { get; }

    public int ToMinute { get; }

    public bool HasRoute => _route is not null;

    public double CorridorM => Permit.CorridorM ?? 0;

    public bool IsValid(long atMs) => _fromMs <= atMs && atMs < _toMs;

    /// <param name="minute">Local minute of the day.</param>
    /// <param name="graceMinutes">How far outside of the hours still counts as within.</param>
    public bool AllowsAt(double minute, double graceMinutes)
    {
        if (FromMinute == ToMinute || ToMinute - FromMinute == MinutesPerDay)
        {
            return true;
        }

        var length = (ToMinute - FromMinute + MinutesPerDay) % MinutesPerDay;
        var since = (minute - FromMinute + graceMinutes + (2 * MinutesPerDay)) % MinutesPerDay;
        return since <= length + (2 * graceMinutes);
    }

    /// <summary>Metres to the route, or, as soon as it is known to be within, any value up to <paramref name="enoughM"/>.</summary>
    public double RouteDistanceM(double lon, double lat, double enoughM)
    {
        var metres = double.PositiveInfinity;
        var flat = new FlatPlace(lon, lat);
        for (var i = 1; i < _route!.Length && metres > enoughM; i++)
        {
            metres = Math.Min(metres, flat.ToSegmentM(_route[i - 1].X, _route[i - 1].Y, _route[i].X, _route[i].Y));
        }

        return metres;
    }

    private static int? MinuteOf(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : text is "24:00" ? MinutesPerDay : null;
}

/// <summary>The permits there are, by truck and time. A later row of one permit and start of validity replaces the one before.</summary>
public sealed class PermitBook
{
    private readonly WKTReader _reader = new();
    private readonly Dictionary<string, SortedDictionary<(string Id, DateTimeOffset From), ReadyPermit>> _byTruck = new(StringComparer.Ordinal);

    /// <summary>Counts up with each permit that comes.</summary>
    public int Version { get; private set; }

    /// <returns>False where its route cannot be read: the permit counts, without a corridor.</returns>
    public bool Add(Permit permit)
    {
        if (!_byTruck.TryGetValue(permit.TruckId, out var permits))
        {
            _byTruck[permit.TruckId] = permits = [];
        }

        Version++;
        var isRead = TryRoute(permit.RouteWkt, out var route);
        permits[(permit.PermitId, permit.ValidFrom)] = new ReadyPermit(permit, route);
        return isRead;
    }

    /// <summary>All permits of a truck, whenever they are valid.</summary>
    public ReadyPermit[] All(string truck) => _byTruck.TryGetValue(truck, out var permits) ? [.. permits.Values] : [];

    /// <summary>The truck's permits that are valid at an instant, whatever the hour.</summary>
    public IReadOnlyList<Permit> Of(string truck, DateTimeOffset at) =>
        [.. All(truck).Where(p => p.IsValid(at.ToUnixTimeMilliseconds())).Select(p => p.Permit)];

    private bool TryRoute(string? wkt, out Coordinate[]? route)
    {
        route = null;
        if (string.IsNullOrEmpty(wkt))
        {
            return true;
        }

        try
        {
            var points = _reader.Read(wkt).Coordinates;
            route = points.Length > 1 ? points : null;
            return route is not null;
        }
        catch (Exception error) when (error is NetTopologySuite.IO.ParseException or ArgumentException)
        {
            return false;
        }
    }
}
