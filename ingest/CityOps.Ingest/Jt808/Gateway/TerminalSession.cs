using System.Buffers;
using System.Globalization;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Where a connection stands.</summary>
public enum TerminalState
{
    /// <summary>Nothing is known of it yet.</summary>
    Connected,

    /// <summary>It has registered (0x0100) and got its code.</summary>
    Registered,

    /// <summary>It has shown its code (0x0102): what it sends is taken.</summary>
    Authenticated,
}

/// <summary>
/// One connection of a terminal: who it says it is, what it may send, and the way back to it. It reads frames; what messages mean is for
/// <see cref="MessageHandler"/>.
/// </summary>
internal sealed class TerminalSession(long id, string remote, FrameOutlet outlet, PackageAssembler assembler, int maxUnanswered, TimeProvider time, Action<string> close) : IDisposable
{
    private readonly Lock _serials = new();
    private ushort _serial;

    public long Id => id;

    public string Remote => remote;

    public DateTimeOffset ConnectedAt { get; } = time.GetUtcNow();

    /// <summary>When the last sound frame came.</summary>
    public DateTimeOffset LastSeen { get; private set; } = time.GetUtcNow();

    /// <summary>The phone as its frames have it; empty before the first.</summary>
    public string Phone { get; private set; } = "";

    public bool Is2019 { get; private set; }

    public TerminalState State { get; set; }

    public long Frames { get; private set; }

    public long Positions { get; set; }

    public string? Plate { get; set; }

    /// <summary>Room for messages that wait to become durable: none left means that no more is read.</summary>
    public SemaphoreSlim Unanswered { get; } = new(maxUnanswered, maxUnanswered);

    public int UnansweredMessages => maxUnanswered - Unanswered.CurrentCount;

    public PendingCommands Commands { get; } = new();

    public PackageAssembler Packages => assembler;

    /// <summary>Whether this connection speaks for the phone of a frame. A connection is one terminal's; registering makes it another's.</summary>
    public bool SpeaksFor(in FrameHeader header) => string.Equals(Phone, header.Phone, StringComparison.Ordinal);

    public void Saw(in FrameHeader header)
    {
        LastSeen = time.GetUtcNow();
        Frames++;
        if (Phone.Length == 0)
        {
            Become(header);
        }
    }

    public void Become(in FrameHeader header) => (Phone, Is2019, State) = (header.Phone, header.Is2019, TerminalState.Connected);

    /// <summary>Sends a message under a serial of its own.</summary>
    /// <param name="to">Whose phone and edition the header takes.</param>
    public void Send(ushort messageId, byte[] body, in FrameHeader to) => Send(NextSerial(), messageId, body, to.Phone, to.Is2019);

    public void Send(ushort serial, ushort messageId, byte[] body) => Send(serial, messageId, body, Phone, Is2019);

    /// <summary>The general reply to each frame of a message.</summary>
    public void Reply(in FrameHeader header, IReadOnlyList<ushort> serials, ReplyResult result)
    {
        foreach (var serial in serials)
        {
            Send(MessageIds.PlatformReply, PlatformBodies.GeneralReply(serial, header.MessageId, result), header);
        }
    }

    public ushort NextSerial()
    {
        lock (_serials)
        {
            return _serial++;
        }
    }

    /// <summary>Ends the connection.</summary>
    /// <param name="reason">For the counters.</param>
    public void Close(string reason) => close(reason);

    /// <summary>One more message of it is durable.</summary>
    public void Release()
    {
        try
        {
            Unanswered.Release();
        }
        catch (ObjectDisposedException)
        {
            // The terminal has gone; what it sent is in the log all the same.
        }
    }

    public void Dispose()
    {
        outlet.Close();
        assembler.Dispose();
        Unanswered.Dispose();
    }

    /// <summary>A message's id as documents write it.</summary>
    public static string NameOf(ushort messageId) => string.Create(CultureInfo.InvariantCulture, $"0x{messageId:X4}");

    private void Send(ushort serial, ushort messageId, byte[] body, string phone, bool is2019) => outlet.Send(
        (Header: new FrameHeader(messageId, phone, serial, is2019, 0, 0), Body: body),
        static (IBufferWriter<byte> output, (FrameHeader Header, byte[] Body) message) => FrameWriter.Write(output, message.Header, message.Body));
}
