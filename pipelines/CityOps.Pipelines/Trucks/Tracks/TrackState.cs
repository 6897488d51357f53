using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>A stop with what the truck's signals said around it.</summary>
/// <param name="LoadBefore">As believed when the truck came.</param>
/// <param name="LoadAfter">As believed when it had left.</param>
public readonly record struct StopSeen(Stop Stop, Load LoadBefore, Load LoadAfter, bool Lifted, bool LidOpened);

/// <summary>What came out of a point: a stop, a trip, or both.</summary>
public readonly record struct TrackEvent(StopSeen? Stop, Trip? Trip);

/// <summary>
/// All that is known of a truck's track up to a point: filter, stop, load and trip, one after the other. A value without references, so
/// that keeping an earlier state is a copy, and a checkpoint its bytes.
/// </summary>
public struct TrackState
{
    private NoiseFilter _noise;
    private StopDetector _stops;
    private LoadTracker _load;
    private TripRecorder _trips;
    private Load _loadBefore;
    private bool _lifted;
    private bool _lidOpened;
    private bool _begun;

    /// <summary>The instant of the newest point taken, believed or not; <see cref="long.MinValue"/> of none.</summary>
    public long LastAtMs { get; private set; }

    public static TrackState Empty => new() { LastAtMs = long.MinValue };

    public readonly NoiseFilter Noise => _noise;

    /// <param name="point">Later than every one before.</param>
    /// <param name="seen">Goes with this state: see <see cref="StopDetector.Take"/>.</param>
    /// <param name="events">What follows from it is added here.</param>
    public void Take(in TrackPoint point, TruckOptions options, PositionSet seen, List<TrackEvent> events)
    {
        LastAtMs = point.AtMs;
        Span<TrackPoint> believed = stackalloc TrackPoint[NoiseFilter.MaxBelieved];
        var count = _noise.Take(point, options, believed);
        for (var i = 0; i < count; i++)
        {
            TakeBelieved(believed[i], options, seen, events);
        }
    }

    private void TakeBelieved(in TrackPoint point, TruckOptions options, PositionSet seen, List<TrackEvent> events)
    {
        _load.Take(point.Load);
        var change = _stops.Take(point, options, seen, out var stop);
        var trip = _trips.Take(point, change, _load.Load, isFirst: !_begun);
        _begun = true;
        StopSeen? ended = change == StopChange.Closed ? new StopSeen(stop, _loadBefore, _load.Load, _lifted, _lidOpened) : null;
        if (ended is not null || trip is not null)
        {
            events.Add(new TrackEvent(ended, trip));
        }

        if (change != StopChange.None)
        {
            (_loadBefore, _lifted, _lidOpened) = (_load.Load, false, false);
        }

        _lifted |= point.Lifting == Told.Yes;
        _lidOpened |= point.Lid == Lid.Open;
    }
}
