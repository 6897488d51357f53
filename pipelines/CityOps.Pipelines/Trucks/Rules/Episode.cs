using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>What one point says of a rule.</summary>
public enum Sign : byte
{
    /// <summary>The rule is kept.</summary>
    Clear,

    /// <summary>Neither: what is going on goes on. Hysteresis lives here.</summary>
    Unclear,

    /// <summary>The rule is broken.</summary>
    Broken,

    /// <summary>Broken beyond doubt: no second point is needed.</summary>
    Proven,
}

/// <summary>How long a rule must be broken to be an incident, and kept for it to be over.</summary>
public readonly record struct Patience(double BrokenMs, int BrokenPoints, double ClearMs);

/// <summary>
/// One stretch of time in which a rule is broken: opened once it lasted long enough, closed once it is over for long enough. One incident an episode, however it flaps.
/// </summary>
public struct Episode
{
    private long _startedAtMs;
    private long _brokenAtMs;
    private long _clearSinceMs;
    private double _lon;
    private double _lat;
    private float _worst;
    private float _limit;
    private int _points;
    private Stage _stage;

    private enum Stage : byte
    {
        None,
        Candidate,
        Open,
        Clearing,
    }

    public readonly bool IsOpen => _stage is Stage.Open or Stage.Clearing;

    public readonly long StartedAtMs => _startedAtMs;

    /// <param name="worst">What the rule measures; the point where it is highest gives the place.</param>
    public void Take(FindingKind kind, Sign sign, in Patience patience, in Situation situation, double worst, double limit, List<TrackEvent> events)
    {
        switch (sign)
        {
            case Sign.Broken or Sign.Proven:
                Break(situation.Point, worst, limit);
                if (_stage == Stage.Candidate
                    && (sign == Sign.Proven || (situation.AtMs - _startedAtMs >= patience.BrokenMs && _points >= patience.BrokenPoints)))
                {
                    _stage = Stage.Open;
                    events.Add(new TrackEvent(situation.AtMs, Finding: Now(kind, isClosed: false, situation)));
                }
                else if (_stage == Stage.Clearing)
                {
                    _stage = Stage.Open;
                }

                break;
            case Sign.Clear when _stage == Stage.Candidate:
                _stage = Stage.None;
                break;
            case Sign.Clear when _stage == Stage.Open:
                (_stage, _clearSinceMs) = (Stage.Clearing, situation.AtMs);
                CloseIfPast(kind, patience, situation, events);
                break;
            case Sign.Clear when _stage == Stage.Clearing:
                CloseIfPast(kind, patience, situation, events);
                break;
            default:
                break;
        }
    }

    /// <summary>Ends it where the truck fell silent, or was seen for the last time.</summary>
    public void End(FindingKind kind, in Situation situation, List<TrackEvent> events)
    {
        if (IsOpen)
        {
            events.Add(new TrackEvent(situation.AtMs, Finding: Now(kind, isClosed: true, situation)));
        }

        _stage = Stage.None;
    }

    private void Break(in TrackPoint point, double worst, double limit)
    {
        if (_stage == Stage.None)
        {
            (_stage, _startedAtMs, _points, _worst) = (Stage.Candidate, point.AtMs, 0, float.NegativeInfinity);
        }

        _points++;
        _brokenAtMs = point.AtMs;
        if (worst > _worst)
        {
            (_worst, _limit, _lon, _lat) = ((float)worst, (float)limit, point.Lon, point.Lat);
        }
    }

    private void CloseIfPast(FindingKind kind, in Patience patience, in Situation situation, List<TrackEvent> events)
    {
        if (situation.AtMs - _clearSinceMs >= patience.ClearMs)
        {
            events.Add(new TrackEvent(situation.AtMs, Finding: Now(kind, isClosed: true, situation)));
            _stage = Stage.None;
        }
    }

    private readonly Finding Now(FindingKind kind, bool isClosed, in Situation situation) => new(
        kind, isClosed, _startedAtMs, _brokenAtMs, _lon, _lat, _worst, _limit, _points, situation.LoadBefore, situation.Load, LidOpened: kind == FindingKind.Uncovered);
}
