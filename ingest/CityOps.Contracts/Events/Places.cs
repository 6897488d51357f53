using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Events;

public enum SiteKind
{
    Construction,
    Disposal,
    Parking,
    Washing,
    Forbidden,
}

[Contract("sites", Subject = "site_id", Broadcast = true)]
public sealed record Site(
    [Longest(64), Identifier] string SiteId,
    string? Name,
    SiteKind Kind,
    [Longest(65_536), Form(TextForm.Area)] string PolygonWkt,
    [Between(1, 200)] double? MaxSpeedKmh,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidTo);

[Contract("roads", Subject = "road_id", Broadcast = true)]
public sealed record Road(
    [Longest(64), Identifier] string RoadId,
    [Longest(65_536), Form(TextForm.Line)] string LineWkt,
    [Between(1, 200)] double? MaxSpeedKmh,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidTo);

/// <summary>A truck's permit to carry muck: from one site to another, in daily hours, along a corridor.</summary>
/// <param name="DailyFrom">Local wall clock, <c>HH:mm</c>; a window may run over midnight.</param>
/// <param name="DailyTo">Local wall clock, <c>HH:mm</c>.</param>
/// <param name="CorridorM">Half the corridor's width, in metres either side of the route.</param>
[Contract("permits", Subject = "permit_id", Broadcast = true)]
public sealed record Permit(
    [Longest(64), Identifier] string PermitId,
    [Longest(64), Identifier] string TruckId,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidTo,
    [Longest(5), Form(TextForm.Hour)] string? DailyFrom,
    [Longest(5), Form(TextForm.Hour)] string? DailyTo,
    [Longest(64), Identifier] string? LoadingSite,
    [Longest(64), Identifier] string? DisposalSite,
    [Longest(65_536), Form(TextForm.Line)] string? RouteWkt,
    [Between(0, 5_000)] double? CorridorM);

public enum ControlKind
{
    Closure,
    Detour,
    PollutionStop,
    EventBan,
    NightWorkPermit,
}

/// <summary>A temporary traffic or environment control; one that arrives late withdraws what it excuses.</summary>
[Contract("controls", Subject = "control_id", Broadcast = true)]
public sealed record Control(
    [Longest(64), Identifier] string ControlId,
    ControlKind Kind,
    [Longest(65_536), Form(TextForm.Area)] string? AreaWkt,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidTo,
    string? Source);

[Contract("weather", Subject = "station_id", Broadcast = true)]
public sealed record Weather(
    [Longest(64), Identifier] string StationId,
    [Observed] DateTimeOffset At,
    [Between(-180, 180)] double Lon,
    [Between(-90, 90)] double Lat,
    [Between(-90, 70)] double? TemperatureC,
    [Between(0, 100)] double? HumidityPct,
    [Between(0, 1_000)] double? RainMm,
    [Between(0, 150)] double? WindSpeedMs,
    [Between(0, 360)] double? WindFromDeg);

public enum ObservationKind
{
    Pm10,
    CameraUncovered,
    CameraSpill,
    CameraTruck,
    CitizenReport,
}

/// <summary>What a roadside sensor, a camera or a citizen saw.</summary>
[Contract("roadside-observations", Subject = "sensor_id", Broadcast = true)]
public sealed record RoadsideObservation(
    [Longest(64), Identifier] string SensorId,
    [Observed] DateTimeOffset At,
    [Between(-180, 180)] double Lon,
    [Between(-90, 90)] double Lat,
    ObservationKind Kind,
    double? Value,
    [Between(0, 100)] double? HumidityPct,
    [Longest(16), Identifier] string? Plate,
    [Between(0, 1)] double? Confidence,
    [Identifier] string? MediaRef,
    [Longest(64), Identifier] string? MediaSha256);
