namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>What a PM10 sensor read. Plain bytes: it goes into checkpoints as it lies in memory.</summary>
/// <param name="DryUgM3">Brought back to dry air, µg/m³.</param>
/// <param name="IsHumid">Too humid, or not known, so that the reading alone proves nothing.</param>
internal readonly record struct SensorReading(long AtMs, double Lon, double Lat, double DryUgM3, bool IsHumid);

/// <summary>A reading that rose, and waits for the positions of its time.</summary>
/// <param name="SinceMs">When the sensor was read before: what it tells of began no earlier.</param>
internal readonly record struct DustRise(long AtMs, long SinceMs, double Lon, double Lat, double RiseUgM3, double BackgroundUgM3, bool IsHumid);
