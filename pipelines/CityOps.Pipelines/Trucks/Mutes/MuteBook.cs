using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Mutes;

/// <summary>Which signals of which devices are muted, and when. A later row of a mute takes the place of the one before.</summary>
public sealed class MuteBook
{
    /// <summary>Why it was lifted: the device never was at fault.</summary>
    public const string NotFaulty = "not_faulty";

    /// <summary>Why it was lifted: somebody mended the device.</summary>
    public const string Repaired = "repaired";

    private readonly Dictionary<string, Dictionary<string, DeviceMute>> _byDevice = new(StringComparer.Ordinal);
    private List<DeviceMute> _new = [];

    /// <returns>Always true: every mute can be read.</returns>
    public bool Add(DeviceMute mute)
    {
        if (!_byDevice.TryGetValue(mute.DeviceId, out var ofDevice))
        {
            _byDevice[mute.DeviceId] = ofDevice = new(StringComparer.Ordinal);
        }

        ofDevice[mute.MuteId] = mute;
        _new.Add(mute);
        return true;
    }

    /// <summary>What was added since this was last asked.</summary>
    public IReadOnlyList<DeviceMute> TakeNew()
    {
        var taken = _new;
        _new = [];
        return taken;
    }

    /// <summary>The mute that covers any of a time, or null.</summary>
    public DeviceMute? Holding(string deviceId, string signal, DateTimeOffset from, DateTimeOffset to)
    {
        if (_byDevice.TryGetValue(deviceId, out var ofDevice))
        {
            foreach (var mute in ofDevice.Values)
            {
                if (string.Equals(mute.Signal, signal, StringComparison.Ordinal) && mute.ValidFrom <= to && from < EndOf(mute))
                {
                    return mute;
                }
            }
        }

        return null;
    }

    /// <summary>The mute of a device that began at an instant: the one that a repair is ordered for.</summary>
    public DeviceMute? Begun(string deviceId, DateTimeOffset at) =>
        _byDevice.TryGetValue(deviceId, out var ofDevice) ? ofDevice.Values.FirstOrDefault(mute => mute.ValidFrom == at) : null;

    // A mute that should not have been never held.
    private static DateTimeOffset EndOf(DeviceMute mute) => mute.LiftedAt is not { } lifted ? mute.ValidTo
        : string.Equals(mute.LiftedBecause, NotFaulty, StringComparison.Ordinal) ? mute.ValidFrom
        : lifted < mute.ValidTo ? lifted : mute.ValidTo;
}
