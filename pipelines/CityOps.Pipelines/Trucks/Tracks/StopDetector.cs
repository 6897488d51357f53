namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>A stop.</summary>
/// <param name="FinishedAtMs">The instant of the first point outside; the last point of the stop where the track ends with it.</param>
/// <param name="Lon">The mean of its distinct positions, degrees.</param>
/// <param name="Lat">The mean of its distinct positions, degrees.</param>
public readonly record struct Stop(long StartedAtMs, long FinishedAtMs, double Lon, double Lat, int Points);

/// <summary>What a point did to the stop that may be going on.</summary>
public enum StopChange : byte
{
    /// <summary>The point is within reach of the first point.</summary>
    None,

    /// <summary>The first point after nothing, or after a silence: it may begin a stop.</summary>
    Begun,

    /// <summary>The truck moved on before a stop came about; this point may begin one.</summary>
    Moved,

    /// <summary>A stop ended; this point may begin the next.</summary>
    Closed,
}

/// <summary>
/// Stops by the sliding rule of Li and others (2008) as trackintel applies it: points belong to the stop while they are nearer to its first
/// point than the distance; it counts if the first point outside comes late enough; a long silence begins anew.
/// </summary>
public struct StopDetector
{
    private long _startedAtMs;
    private long _lastAtMs;
    private double _startLon;
    private double _startLat;
    private double _sumLon;
    private double _sumLat;
    private int _points;
    private int _positions;

    /// <param name="seen">Belongs to this detector: the distinct positions since the last change.</param>
    /// <param name="stop">The stop, where one ended.</param>
    public StopChange Take(in TrackPoint point, TruckOptions options, PositionSet seen, out Stop stop)
    {
        stop = default;
        if (_points == 0 || point.AtMs - _lastAtMs > options.GapMinutes * 60_000)
        {
            Begin(point, seen);
            return StopChange.Begun;
        }

        if (!Geodesy.AreApart(_startLon, _startLat, point.Lon, point.Lat, options.StopDistanceM))
        {
            Add(point, seen);
            return StopChange.None;
        }

        var change = StopChange.Moved;
        if (point.AtMs - _startedAtMs >= options.StopMinutes * 60_000)
        {
            stop = Until(point.AtMs);
            change = StopChange.Closed;
        }

        Begin(point, seen);
        return change;
    }

    /// <summary>The stop that the track ends with (trackintel's <c>include_last</c>), or null.</summary>
    public readonly Stop? Finish(TruckOptions options) =>
        _points > 0 && _lastAtMs - _startedAtMs >= options.StopMinutes * 60_000 ? Until(_lastAtMs) : null;

    private readonly Stop Until(long atMs) => new(_startedAtMs, atMs, _sumLon / _positions, _sumLat / _positions, _points);

    private void Begin(in TrackPoint point, PositionSet seen)
    {
        (_startedAtMs, _startLon, _startLat) = (point.AtMs, point.Lon, point.Lat);
        (_sumLon, _sumLat, _points, _positions) = (0, 0, 0, 0);
        seen.Clear();
        Add(point, seen);
    }

    private void Add(in TrackPoint point, PositionSet seen)
    {
        _points++;
        _lastAtMs = point.AtMs;
        if (seen.Add(point.Lon, point.Lat))
        {
            _sumLon += point.Lon;
            _sumLat += point.Lat;
            _positions++;
        }
    }
}
