using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>Whether a loaded truck keeps to the corridor of a permit.</summary>
internal static class OffRouteRule
{
    private const double LongestStepMs = 180_000;

    public static Patience Patience(TruckOptions options) => new(options.OffRouteMinutes * 60_000, 3, options.OffRouteMinutes * 60_000);

    /// <param name="metres">How far from the nearest valid route; 0 where nobody looked.</param>
    public static Sign Of(in Situation situation, out double metres, out double corridorM)
    {
        (metres, corridorM) = (0, 0);
        if (!situation.IsLoaded)
        {
            return Sign.Clear;
        }

        if (CrossesForbidden(situation))
        {
            return Sign.Proven;
        }

        if (situation.Site is not null)
        {
            return Sign.Clear;
        }

        metres = double.PositiveInfinity;
        foreach (var permit in situation.Context.Permits)
        {
            if (permit.HasRoute && permit.IsValid(situation.AtMs))
            {
                var away = permit.RouteDistanceM(situation.Point.Lon, situation.Point.Lat, permit.CorridorM);
                (metres, corridorM) = away - permit.CorridorM < metres - corridorM ? (away, permit.CorridorM) : (metres, corridorM);
            }
        }

        if (double.IsPositiveInfinity(metres))
        {
            // No permit that names a route.
            (metres, corridorM) = (0, 0);
            return Sign.Clear;
        }

        // Leaving takes the whole circle of accuracy, coming back only its middle.
        return metres <= corridorM ? Sign.Clear
            : metres <= corridorM + situation.Context.Options.FenceMarginM ? Sign.Unclear
            : IsDiverted(situation) ? Sign.Clear
            : Sign.Broken;
    }

    private static bool IsDiverted(in Situation situation) => !situation.Context.Controls.IsEmpty
        && situation.Context.Controls.At(situation.Point.Lon, situation.Point.Lat, situation.AtMs, ControlKind.Closure, ControlKind.Detour) is not null;

    // Not only where it is: an area can be crossed between two points.
    private static bool CrossesForbidden(in Situation situation) => situation.Context.Fences.HasForbidden
        && situation.AtMs - situation.Previous.AtMs <= LongestStepMs
        && situation.Context.Fences.Crossed(
            situation.Previous.Lon, situation.Previous.Lat, situation.Point.Lon, situation.Point.Lat, SiteKind.Forbidden, situation.AtMs) is not null;
}

/// <summary>Whether a loaded truck moves within the hours of a permit, and where no ban holds.</summary>
internal static class OffHoursRule
{
    private const double MovingKmh = 8;

    public static Patience Patience(TruckOptions options) => new(options.OffHoursMinutes * 60_000, 3, 5 * 60_000);

    /// <param name="minutes">How far from the nearest permitted hour.</param>
    public static Sign Of(in Situation situation, out double minutes)
    {
        minutes = 0;
        if (!situation.IsLoaded || situation.Site is not null)
        {
            return Sign.Clear;
        }

        if (situation.SpeedKmh < MovingKmh)
        {
            return Sign.Unclear;
        }

        var (point, controls) = (situation.Point, situation.Context.Controls);
        if (!controls.IsEmpty && controls.At(point.Lon, point.Lat, point.AtMs, ControlKind.PollutionStop, ControlKind.EventBan) is not null)
        {
            return Sign.Broken;
        }

        minutes = OutsideMinutes(situation);
        return minutes <= situation.Context.Options.OffHoursGraceMinutes ? Sign.Clear
            : !controls.IsEmpty && controls.At(point.Lon, point.Lat, point.AtMs, ControlKind.NightWorkPermit, ControlKind.NightWorkPermit) is not null ? Sign.Clear
            : Sign.Broken;
    }

    private static double OutsideMinutes(in Situation situation)
    {
        var (least, any, minute) = (double.PositiveInfinity, false, situation.Context.Clock.MinuteOfDay(situation.AtMs));
        foreach (var permit in situation.Context.Permits)
        {
            if (permit.IsValid(situation.AtMs))
            {
                any = true;
                least = permit.AllowsAt(minute, 0) ? 0 : Math.Min(least, Math.Min(Apart(minute, permit.FromMinute), Apart(minute, permit.ToMinute)));
                if (least == 0)
                {
                    break;
                }
            }
        }

        return any ? least : 0;
    }

    private static double Apart(double minute, double other)
    {
        var apart = Math.Abs(minute - other);
        return Math.Min(apart, 1_440 - apart);
    }
}
