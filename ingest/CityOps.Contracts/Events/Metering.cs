using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Events;

/// <summary>What a meter measures: water and gas in m³, electricity in kWh.</summary>
public enum Utility
{
    Water,
    Electricity,
    Gas,
}

/// <summary>Which of a meter's registers was read; tariffs split electricity in peak (峰) and valley (谷).</summary>
public enum RegisterCode
{
    Total,
    Peak,
    Valley,
}

/// <summary>A cumulative register, read at an instant. Any cycle from 15 minutes to two months.</summary>
/// <param name="DwellingId">Empty where meter-links decide.</param>
/// <param name="Register">Cumulative: m³ of water or gas, kWh of electricity.</param>
[Contract("meter-readings", Subject = "meter_id")]
public sealed record MeterReading(
    [Protected(Protection.MeterId), Longest(64)] string MeterId,
    [Protected(Protection.DwellingId), Longest(64)] string? DwellingId,
    Utility Utility,
    [Observed] DateTimeOffset ReadAt,
    [Between(0, 1e12)] double Register,
    RegisterCode RegisterCode = RegisterCode.Total);

public enum MeterShare
{
    Own,
    Master,
    Shared,
}

public enum Tariff
{
    Residential,
    MultiPerson,
    Commercial,
    Ev,
    Pv,
}

/// <summary>Which dwelling a meter serves, over which time, and how sure that match is.</summary>
/// <param name="MatchConfidence">0 to 1.</param>
[Contract("meter-links", Subject = "meter_id", Broadcast = true)]
public sealed record MeterLink(
    [Protected(Protection.MeterId), Longest(64)] string MeterId,
    [Protected(Protection.DwellingId), Longest(64)] string DwellingId,
    MeterShare Share,
    Tariff? Tariff,
    [Between(0, 1)] double? MatchConfidence,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidTo);
