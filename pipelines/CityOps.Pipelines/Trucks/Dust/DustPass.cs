using CityOps.Models.MuckTruck;

namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>A loaded truck came by a PM10 sensor.</summary>
/// <param name="AtMs">When it was nearest, between two of its positions.</param>
/// <param name="ReadAtMs">When the sensor read the most within the minutes after; what the score is of.</param>
/// <param name="Lon">Of the sensor.</param>
/// <param name="Measured">For <see cref="ScoreKind.Dust"/>.</param>
public sealed record DustPass(string TruckId, string SensorId, long AtMs, long ReadAtMs, double Lon, double Lat, double RiseUgM3, double BackgroundUgM3, Contracts.Events.Load Load, ScoredExample Measured);
