namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>One value of a register.</summary>
/// <param name="AtMs">When it was read, milliseconds since 1970 UTC.</param>
/// <param name="Register">Cumulative: m³ or kWh.</param>
/// <param name="DwellingKey">Whose it is as the reading itself says, or 0.</param>
/// <param name="Version">The source order; of two values of one instant the higher stands.</param>
internal readonly record struct RegisterReading(long AtMs, double Register, ulong DwellingKey, ulong Version);
