using System.ComponentModel.DataAnnotations;
using CityOps.Ingest.Jt808.Trucks;

namespace CityOps.Ingest.Jt808;

/// <summary>Section <c>CityOps:Jt808</c>: the gateway for terminals, and what one terminal, or all together, may take of it.</summary>
public sealed class Jt808Options
{
    public const string Section = "CityOps:Jt808";

    /// <summary>Whether the role ingest listens for terminals.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The address to listen on. The protocol neither encrypts nor proves who sends: open it to the carrier's private network, not to the Internet.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>0 takes any free port; <c>endpoints.json</c> and the terminal say which.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; }

    /// <summary>One more is closed at once.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>A connection without a sound frame for this long is closed.</summary>
    [Range(1, 86_400)]
    public int IdleTimeoutSeconds { get; set; } = 300;

    /// <summary>A connection that has not authenticated by then is closed.</summary>
    [Range(1, 86_400)]
    public int AuthenticateWithinSeconds { get; set; } = 60;

    /// <summary>Whether a terminal has to authenticate (0x0102) before anything else of it is taken.</summary>
    public bool RequireAuthentication { get; set; } = true;

    /// <summary>
    /// Whether a terminal that no truck has may register. It is answered as any other, and what it sends is put aside and can be sent again once
    /// the truck is registered; otherwise it is told that it is unknown.
    /// </summary>
    public bool AcceptUnknown { get; set; } = true;

    /// <summary>How many unknown phones are counted by name; the letters of all are kept.</summary>
    [Range(1, 1_000_000)]
    public int MaxShownUnknown { get; set; } = 10_000;

    /// <summary>Frames a second that a connection may keep up; what comes faster waits on the sender's side.</summary>
    [Range(1, 1_000_000)]
    public int MaxFramesPerSecond { get; set; } = 200;

    /// <summary>Frames that a connection may send at once, after a while of silence.</summary>
    [Range(1, 1_000_000)]
    public int BurstFrames { get; set; } = 1_000;

    /// <summary>Messages of one connection that wait to become durable; no more is read from it until some are.</summary>
    [Range(1, 65_536)]
    public int MaxUnanswered { get; set; } = 64;

    /// <summary>Answers that a connection has not taken off yet; beyond it the connection is closed.</summary>
    [Range(1, 65_536)]
    public int MaxOutgoingKilobytes { get; set; } = 64;

    /// <summary>Positions are appended together once the first has waited this long.</summary>
    [Range(0, 60_000)]
    public int MaxBatchAgeMs { get; set; } = 10;

    /// <summary>Positions are appended together once there are this many.</summary>
    [Range(1, 1_000_000)]
    public int MaxBatchPositions { get; set; } = 8_192;

    /// <summary>The longest message that is put together from packages.</summary>
    [Range(1, 65_536)]
    public int MaxMessageKilobytes { get; set; } = 1_024;

    /// <summary>What packages of all connections may hold together; one that does not fit is answered with a failure.</summary>
    [Range(1, 65_536)]
    public int MaxPackagesMegabytes { get; set; } = 128;

    /// <summary>After this long without one of its packages, the missing ones are asked for; three times, then the message is given up.</summary>
    [Range(1, 3_600)]
    public int PackageTimeoutSeconds { get; set; } = 15;

    /// <summary>How long a command waits for the terminal's answer.</summary>
    [Range(1, 300)]
    public int CommandTimeoutSeconds { get; set; } = 10;

    /// <summary>What pictures and sounds may take in the folder <c>media</c>; beyond it they are refused. 0 refuses all.</summary>
    [Range(0, 1_000_000)]
    public int MaxMediaMegabytes { get; set; } = 10_240;

    /// <summary>Pictures and sounds are deleted once they were received this many days ago; 0 keeps them.</summary>
    [Range(0, 36_500)]
    public int MediaRetentionDays { get; set; } = 90;

    /// <summary>How terminals of a vendor say what the base protocol has no bit for, by the name that <c>trucks.extras_profile</c> gives; <c>default</c> is for trucks without one.</summary>
    public Dictionary<string, ExtrasProfile> ExtrasProfiles { get; } = new(StringComparer.OrdinalIgnoreCase);
}
