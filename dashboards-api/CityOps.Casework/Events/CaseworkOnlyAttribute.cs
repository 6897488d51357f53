namespace CityOps.Casework.Events;

/// <summary>
/// The field may hold a name or free text that somebody typed, or is too long for the log: it stays in the casework database and is left out of
/// whatever is published.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CaseworkOnlyAttribute : Attribute;
