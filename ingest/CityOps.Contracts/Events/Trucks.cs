using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Events;

/// <summary>The geodetic datum a terminal sends; GCJ-02 lies 475 m from WGS-84 in Pudong.</summary>
public enum Datum
{
    Wgs84,
    Gcj02,
}

/// <summary>A registered muck truck (渣土车).</summary>
/// <param name="ExtrasProfile">Names the configured mapping of the terminal vendor's extra items.</param>
[Contract("trucks", Subject = "truck_id", Broadcast = true)]
public sealed record Truck(
    [Longest(64), Identifier] string TruckId,
    [Longest(16), Identifier] string? Plate,
    [Longest(16)] string? PlateColor,
    [Longest(20), Identifier] string? TerminalPhone,
    [Longest(64), Identifier] string? CompanyId,
    [Between(0, 200)] double? VolumeM3,
    [Between(0, 200_000)] double? CapacityKg,
    [Longest(64), Identifier] string? ExtrasProfile,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidTo,
    Datum Datum = Datum.Wgs84);

[Contract("companies", Subject = "company_id", Broadcast = true)]
public sealed record Company([Longest(64), Identifier] string CompanyId, string Name);

[Contract("projects", Subject = "project_id", Broadcast = true)]
public sealed record Project(
    [Longest(64), Identifier] string ProjectId,
    [Longest(64), Identifier] string SiteId,
    string? Contractor,
    [Between(0, 1e9)] double? DeclaredM3,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidTo);

public enum Load
{
    Unknown,
    Empty,
    Half,
    Full,
}

public enum Lid
{
    Unknown,
    Closed,
    Open,
}

/// <summary>One position of a truck, WGS-84 degrees. Unknown values stay empty.</summary>
/// <param name="Alarms">The JT/T 808 alarm word.</param>
/// <param name="Status">The JT/T 808 status word.</param>
[Contract("truck-positions", Subject = "truck_id")]
public sealed record TruckPosition(
    [Longest(64), Identifier] string TruckId,
    [Observed] DateTimeOffset At,
    [Between(-180, 180)] double Lon,
    [Between(-90, 90)] double Lat,
    [Between(0, 300)] double? SpeedKmh,
    [Between(0, 360)] double? CourseDeg,
    [Between(-1_000, 9_000)] double? AltitudeM,
    bool? Ignition,
    bool? Lifting,
    [Between(0, 200_000)] double? WeightKg,
    [Between(0, 1_000)] double? AccelRms,
    [Between(0, uint.MaxValue)] long? Alarms,
    [Between(0, uint.MaxValue)] long? Status,
    Load Load = Load.Unknown,
    Lid Lid = Lid.Unknown);
