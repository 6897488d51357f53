using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>The sensor that a fault is of.</summary>
public enum Device : byte
{
    None,
    Lid,
    Load,
    Terminal,
    Camera,
    DustSensor,
}

/// <summary>The devices' words, and which device raises an incident.</summary>
public static class Devices
{
    public static string Word(this Device device) => device switch
    {
        Device.Lid => "lid",
        Device.Load => "load",
        Device.Camera => "camera",
        Device.DustSensor => "dust_sensor",
        _ => "terminal",
    };

    /// <summary>The sensor that a kind of incident rests on first.</summary>
    public static Device Of(FindingKind kind) => kind switch
    {
        FindingKind.Uncovered => Device.Lid,
        FindingKind.Dumping or FindingKind.UnpermittedAtSite => Device.Load,
        FindingKind.ClonedPlate or FindingKind.Unregistered => Device.Camera,
        FindingKind.Dust => Device.DustSensor,
        _ => Device.Terminal,
    };
}

/// <summary>One episode as known at a point. Plain bytes: it goes into checkpoints as it lies in memory.</summary>
/// <param name="IsClosed">The episode has ended.</param>
/// <param name="FinishedAtMs">When it ended; while it is open, the newest instant that belongs to it.</param>
/// <param name="Lon">Where it was at its worst.</param>
/// <param name="Worst">Metres off the route, minutes out of hours, km/h: what <paramref name="Kind"/> measures; 0 where it measures nothing.</param>
/// <param name="Limit">What <paramref name="Worst"/> should not have passed.</param>
public readonly record struct Finding(
    FindingKind Kind,
    bool IsClosed,
    long StartedAtMs,
    long FinishedAtMs,
    double Lon,
    double Lat,
    float Worst,
    float Limit,
    int Points,
    Load LoadBefore = Load.Unknown,
    Load LoadAfter = Load.Unknown,
    bool Lifted = false,
    bool LidOpened = false,
    Device Device = Device.None);
