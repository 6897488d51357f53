using System.Collections.Concurrent;
using CityOps.Contracts.Events;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>The mutes of devices as the topic has them, newest row of each.</summary>
internal sealed class MuteRegister
{
    private readonly ConcurrentDictionary<string, DeviceMute> _mutes = new(StringComparer.Ordinal);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<DeviceMute> All => [.. _mutes.Values.OrderByDescending(mute => mute.At).ThenBy(mute => mute.MuteId, StringComparer.Ordinal)];

    public DeviceMute? Find(string muteId) => _mutes.GetValueOrDefault(muteId);

    /// <summary>The mute of a signal of a device that holds at an instant, or null.</summary>
    public DeviceMute? Standing(string device, string signal, DateTimeOffset at) => _mutes.Values.FirstOrDefault(mute =>
        string.Equals(mute.DeviceId, device, StringComparison.Ordinal) && string.Equals(mute.Signal, signal, StringComparison.Ordinal) && mute.LiftedAt is null && mute.ValidTo > at);

    // What was written here is known at once, and comes by the topic again: the newer row stands.
    public void Put(DeviceMute mute) => _mutes.AddOrUpdate(mute.MuteId, mute, (_, known) => known.At > mute.At ? known : mute);
}
