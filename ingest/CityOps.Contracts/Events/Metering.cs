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
    [Purpose(FieldPurpose.TieTogether), Protected(Protection.MeterId), Longest(64)] string MeterId,
    [Purpose(FieldPurpose.TieTogether), Protected(Protection.DwellingId), Longest(64)] string? DwellingId,
    [Purpose(FieldPurpose.EstimateOccupants)] Utility Utility,
    [Purpose(FieldPurpose.EstimateOccupants), Observed] DateTimeOffset ReadAt,
    [Purpose(FieldPurpose.EstimateOccupants), Between(0, 1e12)] double Register,
    [Purpose(FieldPurpose.EstimateOccupants)] RegisterCode RegisterCode = RegisterCode.Total);

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
    [Purpose(FieldPurpose.TieTogether), Protected(Protection.MeterId), Longest(64)] string MeterId,
    [Purpose(FieldPurpose.TieTogether), Protected(Protection.DwellingId), Longest(64)] string DwellingId,
    [Purpose(FieldPurpose.EstimateOccupants)] MeterShare Share,
    [Purpose(FieldPurpose.EstimateOccupants)] Tariff? Tariff,
    [Purpose(FieldPurpose.EstimateOccupants), Between(0, 1)] double? MatchConfidence,
    [Purpose(FieldPurpose.Provenance)] DateTimeOffset ValidFrom,
    [Purpose(FieldPurpose.Provenance)] DateTimeOffset? ValidTo);
