using System.ComponentModel.DataAnnotations;

namespace CityOps.Pipelines.Trucks;

/// <summary>Section <c>CityOps:Trucks</c>.</summary>
public sealed class TruckOptions
{
    public const string Section = "CityOps:Trucks";

    /// <summary>A stop ends at the first point at least this far from its first point.</summary>
    [Range(1, 10_000)]
    public double StopDistanceM { get; set; } = 100;

    /// <summary>A stop lasts at least this long.</summary>
    [Range(0.1, 1_440)]
    public double StopMinutes { get; set; } = 5;

    /// <summary>A silence longer than this is neither a stop nor a trip.</summary>
    [Range(0.1, 1_000_000)]
    public double GapMinutes { get; set; } = 15;

    /// <summary>How far behind its truck's newest point a point may be and still be sorted in.</summary>
    [Range(0, 1_440)]
    public double LatenessMinutes { get; set; } = 10;

    /// <summary>A terminal's clock may be this far ahead of the log's.</summary>
    [Range(0, 1_440)]
    public double FutureToleranceMinutes { get; set; } = 10;

    /// <summary>No truck gets from one point to the next faster than this.</summary>
    [Range(1, 1_000)]
    public double MaxSpeedKmh { get; set; } = 160;

    /// <summary>Shorter steps are never jumps, however short the time: receivers scatter.</summary>
    [Range(0, 10_000)]
    public double JumpDistanceM { get; set; } = 200;

    /// <summary>With the engine off, a position this far from the last one is drift.</summary>
    [Range(0, 10_000)]
    public double DriftDistanceM { get; set; } = 15;

    /// <summary>A stop this near to a permitted site counts as in it: fences are drawn, and receivers scatter.</summary>
    [Range(0, 1_000)]
    public double FenceMarginM { get; set; } = 30;

    /// <summary>Loaded and outside of every corridor for this long is off route.</summary>
    [Range(0, 60)]
    public double OffRouteMinutes { get; set; } = 1;

    /// <summary>Loaded and moving out of hours for this long is an incident.</summary>
    [Range(0, 120)]
    public double OffHoursMinutes { get; set; } = 2;

    /// <summary>A trip that began in time may end this much late, and begin this much early.</summary>
    [Range(0, 240)]
    public double OffHoursGraceMinutes { get; set; } = 15;

    /// <summary>Loaded, moving and open for this long is uncovered: lids take a while to shut.</summary>
    [Range(0, 60)]
    public double UncoveredMinutes { get; set; } = 2;

    /// <summary>Faster than allowed for this long is speeding.</summary>
    [Range(0, 600)]
    public double SpeedingSeconds { get; set; } = 30;

    /// <summary>A loaded truck that is silent for this long, and elsewhere afterwards, was dark.</summary>
    [Range(1, 1_440)]
    public double DarkMinutes { get; set; } = 30;

    /// <summary>A terminal that told no position for this long before and after a camera saw its truck was silent: who is seen on a road drives, and terminals report each half minute then.</summary>
    [Range(1, 1_440)]
    public double SightingSilenceMinutes { get; set; } = 3;

    /// <summary>So long after a camera saw a truck its positions of that time may still come.</summary>
    [Range(0, 1_440)]
    public double SightingGraceMinutes { get; set; } = 15;

    /// <summary>A camera less sure than this, 0 to 1, opens no case against a registered truck.</summary>
    [Range(0, 1)]
    public double CameraConfidence { get; set; } = 0.7;

    /// <summary>PM10, brought back to dry air, has to rise by this at a roadside sensor, µg/m³.</summary>
    [Range(1, 10_000)]
    public double DustRiseUgM3 { get; set; } = 80;

    /// <summary>A loaded window with at least this score is suspected of spillage, 0 to 1.</summary>
    [Range(0, 1)]
    public double SpillageScore { get; set; } = 0.5;

    /// <summary>At most so many suspicions of spillage a run, the highest scores first.</summary>
    [Range(0, 1_000_000)]
    public int MaxSpillagesPerRun { get; set; } = 500;

    /// <summary>A pass of a dust sensor with at least this score is suspected of dust, 0 to 1.</summary>
    [Range(0, 1)]
    public double DustScore { get; set; } = 0.5;

    /// <summary>At most so many suspicions of dust a run by the score, the highest first.</summary>
    [Range(0, 1_000_000)]
    public int MaxDustPerRun { get; set; } = 500;

    /// <summary>How far it has to be elsewhere.</summary>
    [Range(0, 100_000)]
    public double DarkDistanceM { get; set; } = 1_000;
}
