namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>How many points were dropped, or moved back, and why.</summary>
public readonly record struct NoiseCounts(int Duplicates, int Jumps, int Drifts);

/// <summary>
/// Takes out what a receiver made up. It never locks a truck out: three points in a row that agree with each other are believed, however
/// far from the last believed one. Alarms of a dropped point pass to the next believed one.
/// </summary>
public struct NoiseFilter
{
    /// <summary>The most points that one call believes: the point itself and the suspects before it.</summary>
    public const int MaxBelieved = 3;

    private TrackPoint _last;
    private TrackPoint _suspect0;
    private TrackPoint _suspect1;
    private uint _carriedAlarms;
    private int _suspects;
    private bool _hasLast;

    public int Duplicates { get; private set; }

    public int Jumps { get; private set; }

    public int Drifts { get; private set; }

    public readonly NoiseCounts Counts => new(Duplicates, Jumps, Drifts);

    /// <returns>How many points are believed now, in time order at the beginning of <paramref name="believed"/>; 0 where this one is dropped or waits.</returns>
    public int Take(in TrackPoint point, TruckOptions options, Span<TrackPoint> believed)
    {
        if (!_hasLast)
        {
            return Believe(point, believed, 0);
        }

        if (point.AtMs == _last.AtMs || (_suspects > 0 && point.AtMs == Newest.AtMs))
        {
            Duplicates++;
            _carriedAlarms |= point.Alarms;
            return 0;
        }

        if (IsJump(_last, point, options))
        {
            return Suspect(point, options, believed);
        }

        DropSuspects();
        if (IsDrift(point, options))
        {
            Drifts++;
            return Believe(point with { Lon = _last.Lon, Lat = _last.Lat }, believed, 0);
        }

        return Believe(point, believed, 0);
    }

    private readonly TrackPoint Newest => _suspects == 2 ? _suspect1 : _suspect0;

    private static bool IsJump(in TrackPoint from, in TrackPoint to, TruckOptions options)
    {
        var metres = from.DistanceToM(to);
        var hours = Math.Abs(to.AtMs - from.AtMs) / 3_600_000.0;
        return metres > options.JumpDistanceM && metres / 1_000 > options.MaxSpeedKmh * hours;
    }

    private readonly bool IsDrift(in TrackPoint point, TruckOptions options) =>
        point.Ignition == Told.No && _last.Ignition == Told.No && _last.DistanceToM(point) > options.DriftDistanceM;

    private int Suspect(in TrackPoint point, TruckOptions options, Span<TrackPoint> believed)
    {
        if (_suspects > 0 && IsJump(Newest, point, options))
        {
            DropSuspects();
        }

        switch (_suspects)
        {
            case 0:
                _suspect0 = point;
                _suspects = 1;
                return 0;
            case 1:
                _suspect1 = point;
                _suspects = 2;
                return 0;
            default:
                _suspects = 0;
                var count = Believe(_suspect0, believed, 0);
                count = Believe(_suspect1, believed, count);
                return Believe(point, believed, count);
        }
    }

    private void DropSuspects()
    {
        Jumps += _suspects;
        _carriedAlarms |= _suspects switch { 0 => 0, 1 => _suspect0.Alarms, _ => _suspect0.Alarms | _suspect1.Alarms };
        _suspects = 0;
    }

    private int Believe(in TrackPoint point, Span<TrackPoint> believed, int at)
    {
        _last = point with { Alarms = point.Alarms | _carriedAlarms };
        _hasLast = true;
        _carriedAlarms = 0;
        believed[at] = _last;
        return at + 1;
    }
}
