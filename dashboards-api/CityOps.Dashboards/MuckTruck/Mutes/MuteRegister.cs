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

    // What was written here is known at once, and comes by the topic again: the newer row stands.
    public void Put(DeviceMute mute) => _mutes.AddOrUpdate(mute.MuteId, mute, (_, known) => known.At > mute.At ? known : mute);
}
