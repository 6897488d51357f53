namespace CityOps.Models.Evaluation.Realism;

/// <summary>A register of one home's water.</summary>
/// <param name="LocalSeconds">Wall-clock seconds since 1970-01-01 00:00 of the home's zone.</param>
/// <param name="Litres">The register.</param>
public readonly record struct WaterReading(long LocalSeconds, double Litres);

/// <summary>One home's readings in the order of time.</summary>
public sealed record WaterHome(string Id, IReadOnlyList<WaterReading> Readings);
