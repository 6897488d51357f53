using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>A stop with what the truck's signals said around it.</summary>
/// <param name="LoadBefore">As believed when the truck came.</param>
/// <param name="LoadAfter">As believed when it had left.</param>
public readonly record struct StopSeen(Stop Stop, Load LoadBefore, Load LoadAfter, bool Lifted, bool LidOpened);

/// <summary>What came out of a point: a stop and a trip, or a finding.</summary>
/// <param name="AtMs">The instant of that point.</param>
public readonly record struct TrackEvent(long AtMs, StopSeen? Stop = null, Trip? Trip = null, Finding? Finding = null);

/// <summary>
/// All that is known of a truck's track up to a point: filter, load, stop, trip and rules, one after the other. A value without references, so
/// that keeping an earlier state is a copy, and a checkpoint its bytes.
/// </summary>
public struct TrackState
{
    private NoiseFilter _noise;
    private StopDetector _stops;
    private LoadTracker _load;
    private TripRecorder _trips;
    private RuleSet _rules;
    private TrackPoint _last;
    private Load _loadBefore;
    private bool _lifted;
    private bool _lidOpened;
    private bool _begun;

    /// <summary>The instant of the newest point taken, believed or not; <see cref="long.MinValue"/> of none.</summary>
    public long LastAtMs { get; private set; }

    public static TrackState Empty => new() { LastAtMs = long.MinValue };

    public readonly NoiseCounts Noise => _noise.Counts;

    public readonly TrackPoint LastPoint => _last;

    public readonly Load Load => _load.Load;

    public readonly bool IsLidDoubtful => _last.Lid == Lid.Unknown || _rules.IsLidStuck;

    /// <summary>As if a point of that instant had been taken, without what follows from it.</summary>
    public void MoveTo(long atMs) => LastAtMs = atMs;

    /// <param name="point">Later than every one before.</param>
    /// <param name="seen">Goes with this state: see <see cref="StopDetector.Take"/>.</param>
    /// <param name="events">What follows from it is added here.</param>
    public void Take(in TrackPoint point, RuleContext context, PositionSet seen, List<TrackEvent> events)
    {
        LastAtMs = point.AtMs;
        Span<TrackPoint> believed = stackalloc TrackPoint[NoiseFilter.MaxBelieved];
        var count = _noise.Take(point, context.Options, believed);
        for (var i = 0; i < count; i++)
        {
            TakeBelieved(believed[i], context, seen, events);
        }
    }

    private void TakeBelieved(in TrackPoint point, RuleContext context, PositionSet seen, List<TrackEvent> events)
    {
        var previous = _begun ? _last : point;
        var site = context.Fences.At(point.Lon, point.Lat, point.AtMs);
        var loadBefore = _load.Load;
        var wasSilent = point.AtMs - previous.AtMs > context.Options.LatenessMinutes * 60_000;
        if (wasSilent)
        {
            _load.Forget();
        }

        _load.Take(point, site?.Kind);
        var situation = new Situation(point, previous, SpeedOf(point, previous), loadBefore, _load.Load, site, context);
        if (wasSilent)
        {
            _rules.BeSilent(situation, events);
            situation = situation with { LoadBefore = _load.Load, Previous = point };
        }

        TakeStop(point, context.Options, seen, events);
        _rules.Take(situation, _load.IsWrong, events);
        (_begun, _last) = (true, point);
    }

    private static double SpeedOf(in TrackPoint point, in TrackPoint previous) =>
        !float.IsNaN(point.SpeedKmh) ? point.SpeedKmh
        : point.AtMs > previous.AtMs ? previous.DistanceToM(point) * 3_600 / (point.AtMs - previous.AtMs)
        : 0;

    private void TakeStop(in TrackPoint point, TruckOptions options, PositionSet seen, List<TrackEvent> events)
    {
        var change = _stops.Take(point, options, seen, out var stop);
        var trip = _trips.Take(point, change, _load.Load, isFirst: !_begun);
        StopSeen? ended = change == StopChange.Closed ? new StopSeen(stop, _loadBefore, _load.Load, _lifted, _lidOpened) : null;
        if (ended is not null || trip is not null)
        {
            events.Add(new TrackEvent(point.AtMs, ended, trip));
        }

        if (change != StopChange.None)
        {
            (_loadBefore, _lifted, _lidOpened) = (_load.Load, false, false);
        }

        _lifted |= point.Lifting == Told.Yes;
        _lidOpened |= point.Lid == Lid.Open;
    }
}
