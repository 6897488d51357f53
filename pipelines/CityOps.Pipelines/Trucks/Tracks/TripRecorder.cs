using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>A trip between two stops, or up to a silence.</summary>
/// <param name="DistanceM">Along its points.</param>
/// <param name="Load">As believed at its end.</param>
public readonly record struct Trip(
    long StartedAtMs, long FinishedAtMs, double FromLon, double FromLat, double ToLon, double ToLat, double DistanceM, int Points, Load Load);

/// <summary>Records the way between stops. What turns out to be a stop is cut off where the stop began.</summary>
public struct TripRecorder
{
    private TrackPoint _last;
    private TrackPoint _candidate;
    private long _startedAtMs;
    private double _fromLon;
    private double _fromLat;
    private double _metres;
    private double _metresAtCandidate;
    private int _points;
    private int _pointsAtCandidate;
    private Load _loadAtCandidate;

    /// <param name="change">What the stop detector made of the same point.</param>
    /// <param name="load">The load as believed with this point.</param>
    /// <returns>The trip that is known to have ended, or null.</returns>
    public Trip? Take(in TrackPoint point, StopChange change, Load load, bool isFirst)
    {
        Trip? ended = null;
        if (isFirst)
        {
            Begin(point, point);
        }
        else if (change == StopChange.Begun)
        {
            ended = End(_last, _metres, _points, load);
            Begin(point, point);
        }
        else if (change == StopChange.Closed)
        {
            ended = End(_candidate, _metresAtCandidate, _pointsAtCandidate, _loadAtCandidate);
            Begin(point, _last);
        }

        if (!isFirst && change != StopChange.Begun)
        {
            _metres += _last.DistanceToM(point);
        }

        _points++;
        _last = point;
        if (change != StopChange.None)
        {
            (_candidate, _metresAtCandidate, _pointsAtCandidate, _loadAtCandidate) = (point, _metres, _points, load);
        }

        return ended;
    }

    private void Begin(in TrackPoint point, in TrackPoint from)
    {
        (_startedAtMs, _fromLon, _fromLat) = (point.AtMs, from.Lon, from.Lat);
        (_metres, _points) = (0, 0);
    }

    private readonly Trip? End(in TrackPoint end, double metres, int points, Load load) => end.AtMs > _startedAtMs && metres > 0
        ? new Trip(_startedAtMs, end.AtMs, _fromLon, _fromLat, end.Lon, end.Lat, metres, points, load)
        : null;
}
