using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Something the platform wants of a terminal (下行).</summary>
public abstract record TerminalCommand(ushort MessageId, string Name)
{
    internal abstract byte[] BodyFor(bool is2019);
}

/// <summary>0x8300: shows a text and speaks it to the driver.</summary>
public sealed record SpeakText(string Text, bool Urgent) : TerminalCommand(MessageIds.Text, "text")
{
    internal override byte[] BodyFor(bool is2019) => PlatformBodies.Text(Text, Urgent, is2019);
}

/// <summary>0x8202: positions at another interval for a while. An interval of 0 ends it.</summary>
public sealed record TrackFaster(ushort IntervalSeconds, uint ForSeconds) : TerminalCommand(MessageIds.Track, "tracking")
{
    internal override byte[] BodyFor(bool is2019) => PlatformBodies.Track(IntervalSeconds, ForSeconds);
}

/// <summary>0x8801: a picture now, which comes as 0x0801.</summary>
/// <param name="Channel">The camera, from 1.</param>
/// <param name="Resolution">1 is 320×240, 2 is 640×480, 3 is 800×600, 4 is 1024×768.</param>
public sealed record TakePicture(byte Channel, byte Resolution) : TerminalCommand(MessageIds.TakePicture, "picture")
{
    internal override byte[] BodyFor(bool is2019) => PlatformBodies.TakePicture(Channel, Resolution);
}

/// <summary>How a command went.</summary>
public enum CommandOutcome
{
    /// <summary>The terminal says that it did it.</summary>
    Done,

    /// <summary>The terminal says that it failed.</summary>
    Failed,

    /// <summary>The terminal says that it does not understand it, or cannot do it.</summary>
    Unsupported,

    /// <summary>It was sent, and no answer came in time.</summary>
    Unanswered,

    /// <summary>The terminal is not connected to this process.</summary>
    NotConnected,
}
