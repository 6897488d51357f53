using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Fences;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>What the rules are given beside the points: one a processor, set up anew for each truck.</summary>
public sealed class RuleContext(TruckOptions options, TimeZoneInfo zone)
{
    public TruckOptions Options { get; } = options;

    public LocalClock Clock { get; } = new(zone);

    public FenceGrid Fences { get; set; } = FenceGrid.Empty;

    public RoadIndex Roads { get; set; } = new();

    public ControlBook Controls { get; set; } = new();

    /// <summary>All permits of the truck at hand.</summary>
    public ReadyPermit[] Permits { get; set; } = [];
}

/// <summary>A believed point, and what every rule asks about it, looked up once.</summary>
/// <param name="Previous">The believed point before it; the same point where it is the first.</param>
/// <param name="SpeedKmh">As told, else by the way from the point before.</param>
/// <param name="LoadBefore">As believed before this point.</param>
/// <param name="Load">As believed with this point.</param>
/// <param name="Site">The site it is in.</param>
public readonly record struct Situation(TrackPoint Point, TrackPoint Previous, double SpeedKmh, Load LoadBefore, Load Load, Fence? Site, RuleContext Context)
{
    public long AtMs => Point.AtMs;

    public bool IsLoaded => Load is Load.Half or Load.Full;

    public bool HasPermits => Context.Permits.Length > 0;
}
