using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>Whether a truck is faster than its site or its road allows, by what it says and by the way it made.</summary>
internal static class SpeedingRule
{
    /// <summary>A limit is passed by this share and these km/h more: receivers err.</summary>
    private const double ToleranceShare = 0.1;
    private const double ToleranceKmh = 3;

    /// <summary>The way from point to point, which cuts corners, has to show at least this share of it.</summary>
    private const double ShareOfWay = 0.6;

    public static Patience Patience(TruckOptions options) => new(options.SpeedingSeconds * 1_000, 2, 60_000);

    public static Sign Of(in Situation situation, out double limit)
    {
        var (speed, context) = (situation.SpeedKmh, situation.Context);
        limit = situation.Site?.Site.MaxSpeedKmh
            ?? (speed > context.Roads.LowestLimitKmh ? context.Roads.LimitAt(situation.Point.Lon, situation.Point.Lat, situation.AtMs) : double.PositiveInfinity);
        if (speed <= limit)
        {
            return Sign.Clear;
        }

        var hours = (situation.AtMs - situation.Previous.AtMs) / 3_600_000.0;
        var isMade = hours > 0 && situation.Previous.DistanceToM(situation.Point) / 1_000 >= limit * ShareOfWay * hours;
        return speed > (limit * (1 + ToleranceShare)) + ToleranceKmh && isMade ? Sign.Broken : Sign.Unclear;
    }
}

/// <summary>Whether a moving truck's load is covered, and whether its lid sensor can be believed.</summary>
internal struct UncoveredRule
{
    private const double MovingKmh = 10;

    /// <summary>So many unloadings without the lid ever shut: it is the sensor.</summary>
    private const int StuckUnloadings = 2;

    private int _unloadingsSinceShut;
    private long _sinceMs;

    public static Patience Patience(TruckOptions options) => new(options.UncoveredMinutes * 60_000, 4, 60_000);

    public readonly bool IsStuck => _unloadingsSinceShut >= StuckUnloadings;

    /// <summary>When the lid was last seen shut, or the truck first seen where it never was.</summary>
    public readonly long SinceMs => _sinceMs;

    public Sign Take(in Situation situation)
    {
        _sinceMs = _sinceMs == 0 ? situation.AtMs : _sinceMs;
        if (situation.Point.Lid == Lid.Closed)
        {
            (_unloadingsSinceShut, _sinceMs) = (0, situation.AtMs);
        }
        else if (situation.LoadBefore is Load.Half or Load.Full && situation.Load == Load.Empty)
        {
            _unloadingsSinceShut++;
        }

        return situation.Point.Lid == Lid.Closed || !situation.IsLoaded || situation.Site is not null || IsStuck ? Sign.Clear
            : situation.Point.Lid == Lid.Unknown || situation.SpeedKmh < MovingKmh ? Sign.Unclear
            : Sign.Broken;
    }
}

/// <summary>Whether a terminal was interfered with.</summary>
internal struct TamperingRule
{
    private const uint PowerLost = 1u << 8;
    private const uint AntennaCut = 1u << 5;
    private const uint AntennaShort = 1u << 6;
    private const double MovingKmh = 10;
    private const int FrozenPoints = 5;

    private int _frozen;

    public static Patience Patience { get; } = new(30_000, 3, 120_000);

    public Sign Take(in Situation situation)
    {
        var stands = situation.Point.Lon == situation.Previous.Lon && situation.Point.Lat == situation.Previous.Lat;
        _frozen = stands && situation.Point.SpeedKmh > MovingKmh ? _frozen + 1 : 0;
        var isCut = (situation.Point.Alarms & (PowerLost | AntennaCut | AntennaShort)) != 0;

        // A workshop takes the battery off where a truck stands with its engine off; who hides something drives.
        return _frozen >= FrozenPoints || (isCut && situation.Point.Ignition != Told.No) ? Sign.Broken
            : isCut ? Sign.Unclear
            : Sign.Clear;
    }
}
