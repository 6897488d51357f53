using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>Yes, no, or not told.</summary>
public enum Told : byte
{
    Unknown,
    No,
    Yes,
}

/// <summary>What the rules need of a position. Plain bytes: it goes into checkpoints as it lies in memory.</summary>
/// <param name="AtMs">Milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Lon">WGS-84 degrees.</param>
/// <param name="Lat">WGS-84 degrees.</param>
/// <param name="Alarms">The JT/T 808 alarm word, 0 where unknown.</param>
/// <param name="SpeedKmh">NaN where unknown.</param>
/// <param name="WeightKg">Of truck and load; NaN where unknown.</param>
/// <param name="AccelRms">How much it shakes, m/s²; NaN where unknown.</param>
public readonly record struct TrackPoint(
    long AtMs,
    double Lon,
    double Lat,
    uint Alarms,
    Load Load,
    Lid Lid,
    Told Lifting,
    Told Ignition,
    float SpeedKmh = float.NaN,
    float WeightKg = float.NaN,
    float AccelRms = float.NaN)
{
    public double DistanceToM(in TrackPoint other) => Geodesy.NearDistanceM(Lon, Lat, other.Lon, other.Lat);
}
