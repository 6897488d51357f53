using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Mutes;
using CityOps.Pipelines.Trucks.Rules;
using Sensor = CityOps.Pipelines.Trucks.Rules.Device;
using TruckIncidentId = CityOps.Pipelines.Trucks.Rules.IncidentId;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>A mute as the API shows it.</summary>
/// <param name="Device">The sensor that the signal rests on: lid, load, terminal, camera or dust_sensor.</param>
/// <param name="IsActive">It holds now.</param>
internal sealed record MuteView(
    string MuteId, string DeviceId, string Device, string Signal, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, DateTimeOffset At, MuteOrigin Origin, string? CaseId,
    DateTimeOffset? LiftedAt, string? LiftedBecause, bool IsActive, RepairOrder Repair)
{
    public static MuteView Of(DeviceMute mute, DateTimeOffset now) => new(
        mute.MuteId, mute.DeviceId, (FindingKinds.Of(mute.Signal) is { } kind ? Devices.Of(kind) : Sensor.Terminal).Word(), mute.Signal, mute.ValidFrom, mute.ValidTo, mute.At, mute.Origin,
        mute.CaseId, mute.LiftedAt, mute.LiftedBecause, mute.LiftedAt is null && mute.ValidFrom <= now && now < mute.ValidTo, RepairOrder.Of(mute));
}

/// <summary>What is to be mended. It is an incident of kind <c>device_fault</c>, and a case like any other.</summary>
/// <param name="IncidentId">Of that incident; the truck has to have sent positions for it to exist.</param>
/// <param name="State"><c>ordered</c>, <c>done</c> or <c>not_needed</c>.</param>
internal sealed record RepairOrder(string IncidentId, string State)
{
    public static RepairOrder Of(DeviceMute mute) => new(
        TruckIncidentId.Of(FindingKind.DeviceFault.Word(), mute.DeviceId, mute.ValidFrom.ToUnixTimeMilliseconds()),
        mute.LiftedBecause switch { null => "ordered", MuteBook.NotFaulty => "not_needed", _ => "done" });
}
