using System.Runtime.InteropServices;
using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>
/// One truck. What follows from a point is found as it comes. The states of at least <see cref="TruckOptions.LatenessMinutes"/> ago are kept with all points since: a late one is
/// sorted in, everything after it is taken again, and what came of it differently is a change. Longer silences are kept apart, see <see cref="SilentStretch"/>.
/// </summary>
public sealed partial class TruckTrack
{
    private const int MaxStretches = 3;
    private const int MaxWindow = 2_000;

    /// <summary>So long before its first point a truck's earlier ones are still taken.</summary>
    private const long BeforeFirstMs = 7L * 24 * 60 * 60_000;

    private readonly List<TrackPoint> _window = [];
    private readonly List<TrackEvent> _found = [];
    private readonly List<TrackEvent> _scratch = [];
    private readonly PositionSet _baseSeen = new();
    private readonly PositionSet _middleSeen = new();
    private readonly PositionSet _nowSeen = new();
    private TrackState _base = TrackState.Empty;
    private TrackState _middle = TrackState.Empty;
    private TrackState _now = TrackState.Empty;
    private int _middleAt;
    private List<SilentStretch>? _stretches;

    /// <summary>What the noise filter dropped so far.</summary>
    public NoiseCounts Noise => _now.Noise;

    /// <summary>The points that late ones are still sorted into, in time order.</summary>
    public ReadOnlySpan<TrackPoint> Window => CollectionsMarshal.AsSpan(_window);

    public long LastAtMs => _now.LastAtMs;

    /// <summary>The load as believed now.</summary>
    public Contracts.Events.Load Load => _now.Load;

    /// <summary>The lid sensor tells nothing, or nothing that can be believed.</summary>
    public bool IsLidDoubtful => _now.IsLidDoubtful;

    /// <summary>A camera saw the truck, and its positions of that time are waited for.</summary>
    internal bool IsWatched { get; set; }

    /// <summary>The newest believed point.</summary>
    public TrackPoint LastPoint => _now.LastPoint;

    internal IReadOnlyList<SilentStretch> Stretches => _stretches ?? [];

    /// <summary>The permits of the truck, and the version of the book that they were read from.</summary>
    internal (int Version, Fences.ReadyPermit[] Permits) Permits { get; set; } = (-1, []);

    /// <param name="changes">What follows is added here.</param>
    /// <returns>Whether, and how, it was taken.</returns>
    public Arrival Take(in TrackPoint point, RuleContext context, List<TrackChange> changes)
    {
        if (point.AtMs > _now.LastAtMs)
        {
            TakeNext(point, context, changes);
            return Arrival.InOrder;
        }

        if (StretchOf(point.AtMs) is { } stretch)
        {
            var arrival = stretch.Track.Take(point, context, changes);
            return arrival == Arrival.SortedIn ? Arrival.Resent : arrival;
        }

        if (point.AtMs <= _base.LastAtMs || _window.Count >= MaxWindow)
        {
            return point.AtMs == _base.LastAtMs ? Arrival.Duplicate : Arrival.Late;
        }

        var at = PlaceOf(point.AtMs);
        if (at < _window.Count && _window[at].AtMs == point.AtMs)
        {
            return Arrival.Duplicate;
        }

        _window.Insert(at, point);
        TakeAgain(at, context, changes);
        return Arrival.SortedIn;
    }

    private void TakeNext(in TrackPoint point, RuleContext context, List<TrackChange> changes)
    {
        var latenessMs = context.Options.LatenessMinutes * 60_000;
        if (_now.LastAtMs == long.MinValue)
        {
            BeUnknownUntil(point, latenessMs);
        }
        else if (point.AtMs - _now.LastAtMs > latenessMs)
        {
            BeSilentUntil(point);
        }

        _scratch.Clear();
        _now.Take(point, context, _nowSeen, _scratch);
        _window.Add(point);
        foreach (var found in _scratch)
        {
            _found.Add(found);
            changes.Add(new TrackChange(found, IsUndone: false));
        }

        // Two generations: the older is the one late points go back to, so that no point is taken twice to keep it.
        if (_middle.LastAtMs < point.AtMs - latenessMs)
        {
            Settle();
        }
    }

    private void Settle()
    {
        (_base, _middle) = (_middle, _now);
        _baseSeen.CopyFrom(_middleSeen);
        _middleSeen.CopyFrom(_nowSeen);
        _window.RemoveRange(0, _middleAt);
        _middleAt = _window.Count;
        if (_found.Count > 0)
        {
            var before = _base.LastAtMs;
            _found.RemoveAll(found => found.AtMs <= before);
        }
    }

    // What was before the silence is settled; what is resent of it goes on from there.
    private void BeSilentUntil(in TrackPoint after)
    {
        (_base, _middle) = (_now, _now);
        _baseSeen.CopyFrom(_nowSeen);
        _middleSeen.CopyFrom(_nowSeen);
        _window.Clear();
        _found.Clear();
        _middleAt = 0;
        _stretches ??= [];
        if (_stretches.Count == MaxStretches)
        {
            _stretches.RemoveAt(0);
        }

        _stretches.Add(StretchUntil(after, _now.LastAtMs, after.AtMs));
    }

    // A terminal that nobody knew was put aside; what it sent then comes after what it sends now.
    private void BeUnknownUntil(in TrackPoint first, double latenessMs) => _stretches = [StretchUntil(first, first.AtMs - BeforeFirstMs, first.AtMs - (long)latenessMs)];

    private SilentStretch StretchUntil(in TrackPoint after, long fromMs, long toMs)
    {
        var resent = new TruckTrack { _base = _now, _middle = _now, _now = _now };
        resent._baseSeen.CopyFrom(_nowSeen);
        resent._middleSeen.CopyFrom(_nowSeen);
        resent._nowSeen.CopyFrom(_nowSeen);
        resent.Expect(after);
        return new SilentStretch(fromMs, toMs, resent);
    }

    // The point that ends the stretch is there from the beginning, so that each resent one is sorted in before it; what follows from it alone was found on the main track.
    private void Expect(in TrackPoint end)
    {
        _window.Add(end);
        _middleAt = 1;
        _now.MoveTo(end.AtMs);
    }

    // From the newer of the two kept states where the late point comes after it: most are late by seconds.
    private void TakeAgain(int late, RuleContext context, List<TrackChange> changes)
    {
        var isRecent = _window[late].AtMs > _middle.LastAtMs;
        var fromMs = isRecent ? _middle.LastAtMs : _base.LastAtMs;
        var middleMs = _middle.LastAtMs;
        var before = _found.FindAll(found => found.AtMs > fromMs);
        _found.RemoveAll(found => found.AtMs > fromMs);
        _scratch.Clear();
        _now = isRecent ? _middle : _base;
        _nowSeen.CopyFrom(isRecent ? _middleSeen : _baseSeen);
        _middleAt = isRecent ? Math.Min(_middleAt, late) : 0;
        for (var i = _middleAt; i < _window.Count; i++)
        {
            _now.Take(_window[i], context, _nowSeen, _scratch);
            if (!isRecent && _window[i].AtMs <= middleMs)
            {
                _middle = _now;
                _middleSeen.CopyFrom(_nowSeen);
                _middleAt = i + 1;
            }
        }

        Differences.Add(before, _scratch, fromMs, changes);
        _found.AddRange(_scratch);
    }

    private SilentStretch? StretchOf(long atMs)
    {
        if (_stretches is not null)
        {
            foreach (var stretch in _stretches)
            {
                if (stretch.FromMs < atMs && atMs < stretch.ToMs)
                {
                    return stretch;
                }
            }
        }

        return null;
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
