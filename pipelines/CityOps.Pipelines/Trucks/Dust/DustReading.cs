namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>What a PM10 sensor read, brought back to dry air.</summary>
/// <param name="DryUgM3">µg/m³.</param>
/// <param name="HumidityPct">Relative, by which it was brought back; NaN where nobody told it.</param>
internal readonly record struct DustReading(long AtMs, double DryUgM3, double HumidityPct);
