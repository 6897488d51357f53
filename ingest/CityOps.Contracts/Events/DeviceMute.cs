using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Events;

public enum MuteOrigin
{
    /// <summary>A reviewer dismissed a case as a device fault.</summary>
    Dismissed,

    /// <summary>Somebody muted the device without a case.</summary>
    ByHand,
}

/// <summary>
/// One signal of one device that raises no case for a while (屏蔽), since the device is at fault. Lifting it is a later row with the same id. Holds no name: the audit log has who and why.
/// </summary>
/// <param name="DeviceId">A truck, whose terminal and sensors are meant, or a roadside sensor.</param>
/// <param name="Signal">The kind of incident that the device raises, such as <c>uncovered</c>.</param>
/// <param name="ValidFrom">What happened earlier stands.</param>
/// <param name="ValidTo">Exclusive.</param>
/// <param name="At">When this row was written.</param>
/// <param name="LiftedBecause"><c>repaired</c> or <c>not_faulty</c>.</param>
[Contract("device-mutes", Subject = "device_id", Broadcast = true, Internal = true)]
public sealed record DeviceMute(
    [Longest(64)] string MuteId,
    [Longest(64)] string DeviceId,
    [Longest(64)] string Signal,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo,
    DateTimeOffset At,
    MuteOrigin Origin,
    [Longest(64)] string? CaseId,
    DateTimeOffset? LiftedAt,
    [Longest(64)] string? LiftedBecause);
