using System.Buffers;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Makes whole messages of a connection's frames. What is broken is counted, and answered where its header can be believed; nothing of it ends the connection.</summary>
internal sealed class FrameReceiver(TerminalSession session, Jt808Metrics metrics, TimeProvider time)
{
    /// <returns>Null where the frame is no message, or not yet.</returns>
    public IncomingMessage? Receive(in ReadOnlySequence<byte> escaped)
    {
        var length = (int)escaped.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            escaped.CopyTo(buffer);
            if (!FrameEscape.TryDecode(buffer.AsSpan(0, length), buffer, out var plain))
            {
                metrics.Bad("bad_escape");
                return null;
            }

            return Read(buffer.AsSpan(0, plain));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private IncomingMessage? Read(ReadOnlySpan<byte> plain)
    {
        switch (Frame.Read(plain, out var frame))
        {
            case FrameError.None:
                session.Saw(frame.Header);
                return frame.Header.IsPackage ? Join(frame) : new IncomingMessage(frame.Header, frame.Body.ToArray(), [frame.Header.Serial]);
            case FrameError.WrongLength:
                metrics.Bad("wrong_length");
                session.Reply(frame.Header, [frame.Header.Serial], ReplyResult.Malformed);
                return null;
            case FrameError.Encrypted:
                metrics.Bad("encrypted");
                session.Reply(frame.Header, [frame.Header.Serial], ReplyResult.Unsupported);
                return null;
            case var error:
                metrics.Bad(error is FrameError.BadChecksum ? "bad_checksum" : "too_short");
                return null;
        }
    }

    // Before a terminal has authenticated, nothing is kept for it.
    private IncomingMessage? Join(Frame frame)
    {
        var header = frame.Header;
        if (session.State is not TerminalState.Authenticated && header.MessageId is not (MessageIds.Register or MessageIds.Authenticate))
        {
            session.Reply(header, [header.Serial], ReplyResult.Failed);
            return null;
        }

        var outcome = session.Packages.Add(header, frame.Body, time.GetUtcNow(), out var message);
        if (outcome is PackageOutcome.Refused)
        {
            metrics.Bad("package_refused");
            session.Reply(header, [header.Serial], ReplyResult.Failed);
        }
        else if (header.MessageId == MessageIds.Media)
        {
            // Cameras send a package only once the one before it is answered. A lost picture can be asked for again; a position cannot, and waits.
            session.Reply(header, [header.Serial], ReplyResult.Done);
        }

        return message;
    }
}
