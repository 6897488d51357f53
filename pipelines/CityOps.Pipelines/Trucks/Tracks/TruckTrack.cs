namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>
/// One truck. Points are taken as they come; one that comes slightly late is sorted in and what is open is taken again from before it. What
/// was emitted stays: a point from before it is counted as late and left out.
/// </summary>
public sealed class TruckTrack
{
    private readonly List<TrackPoint> _window = [];
    private readonly List<TrackEvent> _none = [];
    private readonly PositionSet _baseSeen = new();
    private readonly PositionSet _nowSeen = new();
    private TrackState _base = TrackState.Empty;
    private TrackState _now = TrackState.Empty;

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="state">The state before the window.</param>
    /// <param name="seen">What goes with it.</param>
    /// <param name="window">Points after it, in time order; nothing was emitted over them.</param>
    public static TruckTrack From(in TrackState state, PositionSet seen, ReadOnlySpan<TrackPoint> window, TruckOptions options)
    {
        var track = new TruckTrack { _base = state, _now = state };
        track._baseSeen.CopyFrom(seen);
        track._nowSeen.CopyFrom(seen);
        track._window.AddRange(window);
        foreach (var point in window)
        {
            track._now.Take(point, options, track._nowSeen, track._none);
        }

        return track;
    }

    public TrackState Base => _base;

    public PositionSet BaseSeen => _baseSeen;

    public ReadOnlySpan<TrackPoint> Window => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_window);

    /// <summary>What the noise filter dropped so far.</summary>
    public NoiseFilter Noise => _now.Noise;

    /// <param name="events">What follows is added here.</param>
    /// <returns>Whether, and how, it was taken.</returns>
    public Arrival Take(in TrackPoint point, TruckOptions options, List<TrackEvent> events)
    {
        if (point.AtMs > _now.LastAtMs)
        {
            TakeNext(point, options, events);
            return Arrival.InOrder;
        }

        if (point.AtMs <= _base.LastAtMs)
        {
            return point.AtMs == _base.LastAtMs ? Arrival.Duplicate : Arrival.Late;
        }

        var at = PlaceOf(point.AtMs);
        if (at < _window.Count && _window[at].AtMs == point.AtMs)
        {
            return Arrival.Duplicate;
        }

        _window.Insert(at, point);
        TakeAgain(options, events);
        return Arrival.SortedIn;
    }

    private void TakeNext(in TrackPoint point, TruckOptions options, List<TrackEvent> events)
    {
        var before = events.Count;
        _now.Take(point, options, _nowSeen, events);
        if (events.Count > before)
        {
            Settle();
            _window.Clear();
            return;
        }

        _window.Add(point);
        var settled = 0;
        while (_window[settled].AtMs < point.AtMs - (options.LatenessMinutes * 60_000))
        {
            // Nothing came of it the first time, so nothing comes of it now.
            _base.Take(_window[settled++], options, _baseSeen, _none);
        }

        _window.RemoveRange(0, settled);
    }

    private void TakeAgain(TruckOptions options, List<TrackEvent> events)
    {
        _now = _base;
        _nowSeen.CopyFrom(_baseSeen);
        var settled = 0;
        for (var i = 0; i < _window.Count; i++)
        {
            var before = events.Count;
            _now.Take(_window[i], options, _nowSeen, events);
            if (events.Count > before)
            {
                Settle();
                settled = i + 1;
            }
        }

        _window.RemoveRange(0, settled);
    }

    private void Settle()
    {
        _base = _now;
        _baseSeen.CopyFrom(_nowSeen);
    }

    private int PlaceOf(long atMs)
    {
        var (low, high) = (0, _window.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _window[middle].AtMs < atMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>How a point came.</summary>
public enum Arrival
{
    InOrder,

    /// <summary>Late, and sorted into what is open.</summary>
    SortedIn,

    /// <summary>A point of that instant was taken before.</summary>
    Duplicate,

    /// <summary>From before what is settled: left out of the rules.</summary>
    Late,
}
