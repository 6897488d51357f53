namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>One register of one meter, and the span of time in which readings of it changed.</summary>
internal readonly record struct RegisterId(ulong MeterKey, string Utility, string RegisterCode);

/// <param name="FromMs">The first changed instant, milliseconds since 1970 UTC.</param>
/// <param name="ToMs">The last changed instant.</param>
internal readonly record struct ChangedRegister(RegisterId Id, long FromMs, long ToMs);
