using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>
/// Sees a load come and go where a truck stands, however short, and says where that was not permitted: a dumping, or a site that no permit names. A load sensor alone is
/// believed only where a lifted bed or the scales agree, or once the truck has gone on and is still empty.
/// </summary>
internal struct HandlingRule
{
    private const double StandM = 60;
    private const float UnloadedKg = 3_000;

    /// <summary>A load sensor alone is believed after these, from the place.</summary>
    private const double AfterMs = 180_000;
    private const double AfterM = 300;

    private long _sinceMs;
    private long _emptiedAtMs;
    private double _lon;
    private double _lat;
    private float _heaviestKg;
    private float _lightestKg;
    private int _points;
    private Load _loadBefore;
    private bool _lifted;
    private bool _lidOpened;
    private bool _knowsLift;
    private bool _waits;
    private bool _isOpen;
    private bool _hasLoaded;
    private FindingKind _kind;

    public void Take(in Situation situation, List<TrackEvent> events)
    {
        var point = situation.Point;
        if (_points == 0 || Geodesy.NearDistanceM(_lon, _lat, point.Lon, point.Lat) > StandM)
        {
            Leave(situation, events);
            if (_waits)
            {
                WaitOn(situation, events);
            }

            if (_waits)
            {
                return;
            }

            Stand(situation);
        }

        _points++;
        _lifted |= point.Lifting == Told.Yes;
        _knowsLift |= point.Lifting != Told.Unknown;
        _lidOpened |= point.Lid == Lid.Open;
        if (!float.IsNaN(point.WeightKg))
        {
            (_heaviestKg, _lightestKg) = (Math.Max(_heaviestKg, point.WeightKg), Math.Min(_lightestKg, point.WeightKg));
        }

        var wasLoaded = situation.LoadBefore is Load.Half or Load.Full;
        if (wasLoaded && situation.Load == Load.Empty)
        {
            (_waits, _loadBefore, _emptiedAtMs) = (true, situation.LoadBefore, situation.AtMs);
        }
        else if (situation.LoadBefore == Load.Empty && situation.IsLoaded)
        {
            _hasLoaded = true;
        }

        if (_waits && situation.IsLoaded)
        {
            _waits = false;
        }
        else if (_waits && !_isOpen && IsConfirmed)
        {
            Report(KindAt(situation, unloading: true), situation, events);
            _waits = false;
        }
        else if (_hasLoaded && !_isOpen)
        {
            Report(KindAt(situation, unloading: false), situation, events);
            _hasLoaded = false;
        }
    }

    /// <summary>The truck fell silent: nothing is known of what it did meanwhile.</summary>
    public void Forget(in Situation situation, List<TrackEvent> events)
    {
        Leave(situation, events);
        this = default;
    }

    private readonly bool IsConfirmed => _lifted || _heaviestKg - _lightestKg >= UnloadedKg || (_lidOpened && !_knowsLift);

    private readonly bool ScalesDisagree => _heaviestKg > 0 && _heaviestKg - _lightestKg < UnloadedKg / 2;

    private void Stand(in Situation situation)
    {
        var point = situation.Point;
        (_sinceMs, _lon, _lat, _loadBefore) = (point.AtMs, point.Lon, point.Lat, situation.LoadBefore);
        (_heaviestKg, _lightestKg, _points) = (0, float.MaxValue, 0);
        (_lifted, _lidOpened, _knowsLift, _hasLoaded) = (false, false, false, false);
    }

    private void Leave(in Situation situation, List<TrackEvent> events)
    {
        if (_isOpen)
        {
            events.Add(new TrackEvent(situation.AtMs, Finding: Found(isClosed: true, situation)));
            _isOpen = false;
        }
    }

    // Gone on from where the load sensor said that the load went; the place stays until that is decided.
    private void WaitOn(in Situation situation, List<TrackEvent> events)
    {
        var away = Geodesy.NearDistanceM(_lon, _lat, situation.Point.Lon, situation.Point.Lat);
        if (situation.IsLoaded || ScalesDisagree)
        {
            _waits = false;
        }
        else if (away >= AfterM && situation.AtMs - _emptiedAtMs >= AfterMs)
        {
            if (KindAt(situation with { Site = situation.Context.Fences.At(_lon, _lat, _sinceMs) }, unloading: true) is { } kind)
            {
                _kind = kind;
                events.Add(new TrackEvent(situation.AtMs, Finding: Found(isClosed: true, situation)));
            }

            _waits = false;
        }
    }

    private void Report(FindingKind? kind, in Situation situation, List<TrackEvent> events)
    {
        if (kind is { } found)
        {
            (_kind, _isOpen) = (found, true);
            events.Add(new TrackEvent(situation.AtMs, Finding: Found(isClosed: false, situation)));
        }
    }

    private readonly Finding Found(bool isClosed, in Situation situation) => new(
        _kind, isClosed, _sinceMs, situation.AtMs, _lon, _lat, 0, 0, _points, _loadBefore, situation.Load, _lifted, _lidOpened);

    private static FindingKind? KindAt(in Situation situation, bool unloading)
    {
        if (situation.Site is not { } site || site.Kind == SiteKind.Forbidden)
        {
            return unloading ? FindingKind.Dumping : null;
        }

        var concerns = site.Kind == (unloading ? SiteKind.Disposal : SiteKind.Construction);
        return concerns && situation.HasPermits && !IsNamed(situation, site.Site.SiteId, unloading) ? FindingKind.UnpermittedAtSite : null;
    }

    private static bool IsNamed(in Situation situation, string site, bool unloading)
    {
        foreach (var permit in situation.Context.Permits)
        {
            if (permit.IsValid(situation.AtMs) && string.Equals(unloading ? permit.Permit.DisposalSite : permit.Permit.LoadingSite, site, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
