using System.Buffers.Binary;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.Ingest.Jt808.Media;
using CityOps.Ingest.Jt808.Protocol;
using CityOps.Ingest.Jt808.Trucks;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>What each message leads to, and its answer. Positions are answered by the lane, once they are durable.</summary>
internal sealed class MessageHandler(
    AuthCodes codes, TruckDirectory directory, PositionMapper mapper, PositionLane lane, Quarantine quarantine, MediaStore media, TerminalSessions sessions,
    ContractCatalog contracts, Jt808Metrics metrics, TimeProvider time, IOptions<Jt808Options> options)
{
    private const byte NoSuchTerminal = 4;

    private readonly string _topic = contracts["truck-positions"].Topic;

    /// <summary>Returns when the next frame of the connection may be read.</summary>
    public async ValueTask HandleAsync(TerminalSession session, IncomingMessage message, CancellationToken cancellationToken)
    {
        var (header, body) = (message.Header, message.Body);
        metrics.Frame(TerminalSession.NameOf(header.MessageId));
        switch (header.MessageId)
        {
            case MessageIds.Register:
                Register(session, message);
                return;
            case MessageIds.Authenticate:
                Authenticate(session, message);
                return;
            case MessageIds.TerminalReply:
                Answered(session, body, body.Length >= 5 ? body[4] : (byte)1);
                return;
        }

        if ((options.Value.RequireAuthentication && session.State is not TerminalState.Authenticated) || !session.SpeaksFor(header))
        {
            metrics.Bad(session.SpeaksFor(header) ? "not_authenticated" : "other_phone");
            session.Reply(header, message.Serials, ReplyResult.Failed);
            return;
        }

        switch (header.MessageId)
        {
            case MessageIds.Heartbeat:
                session.Reply(header, message.Serials, ReplyResult.Done);
                return;
            case MessageIds.Deregister:
                session.Reply(header, message.Serials, ReplyResult.Done);
                session.State = TerminalState.Connected;
                return;
            case MessageIds.PictureReply:
                Answered(session, body, body.Length >= 3 ? body[2] : (byte)1);
                session.Reply(header, message.Serials, ReplyResult.Done);
                return;
            case MessageIds.Position or MessageIds.PositionBatch or MessageIds.PositionReply or MessageIds.ControlReply:
                await TakePositionsAsync(session, message, cancellationToken);
                return;
            case MessageIds.Media:
                await TakeMediaAsync(session, message, cancellationToken);
                return;
            default:
                session.Reply(header, message.Serials, ReplyResult.Unsupported);
                return;
        }
    }

    private void Register(TerminalSession session, IncomingMessage message)
    {
        var header = message.Header;
        session.Become(header);
        session.Plate = TerminalBodies.PlateOf(message.Body, header.Is2019);
        if (!directory.Knows(header.Phone))
        {
            quarantine.Saw(header.Phone, session.Plate, messages: 0);
            if (!options.Value.AcceptUnknown)
            {
                session.Send(MessageIds.RegisterReply, PlatformBodies.RegisterReply(header.Serial, NoSuchTerminal, ""), header);
                return;
            }
        }

        session.State = TerminalState.Registered;
        sessions.Bind(session);
        session.Send(MessageIds.RegisterReply, PlatformBodies.RegisterReply(header.Serial, 0, codes.Of(header.Phone)), header);
    }

    private void Authenticate(TerminalSession session, IncomingMessage message)
    {
        var header = message.Header;
        if (!session.SpeaksFor(header))
        {
            session.Become(header);
        }

        var isRight = codes.IsRight(header.Phone, TerminalBodies.AuthCode(message.Body, header.Is2019)) && (options.Value.AcceptUnknown || directory.Knows(header.Phone));
        session.State = isRight ? TerminalState.Authenticated : TerminalState.Connected;
        if (isRight)
        {
            sessions.Bind(session);
        }
        else
        {
            metrics.Bad("wrong_code");
        }

        session.Reply(header, message.Serials, isRight ? ReplyResult.Done : ReplyResult.Failed);
    }

    private static void Answered(TerminalSession session, byte[] body, byte result)
    {
        if (body.Length >= 2)
        {
            session.Commands.Answer(BinaryPrimitives.ReadUInt16BigEndian(body), result);
        }
    }

    private async ValueTask TakePositionsAsync(TerminalSession session, IncomingMessage message, CancellationToken cancellationToken)
    {
        var header = message.Header;
        if (header.MessageId is MessageIds.PositionReply or MessageIds.ControlReply)
        {
            Answered(session, message.Body, 0);
        }

        var reports = PositionMessages.Read(header.MessageId, message.Body, out var complaint);
        var rows = new List<TruckPosition>(reports.Count);
        var (field, refusal) = ("", complaint is null ? null : new Refusal(RefusalCode.UnreadableMessage, "The message is malformed.", complaint));
        foreach (var report in reports)
        {
            var mapped = mapper.Map(header.Phone, report);
            if (mapped.Row is { } row)
            {
                rows.Add(row);
            }
            else if (mapped.IsEmpty)
            {
                metrics.Bad("no_fix");
            }
            else
            {
                (field, refusal) = (mapped.Field, mapped.Refusal);
            }
        }

        // Whether anything could be read decides the answer: what the terminal would send again unchanged helps nobody.
        var result = reports.Count == 0 && complaint is not null ? ReplyResult.Malformed : ReplyResult.Done;
        if (rows.Count == 0 && refusal is null)
        {
            session.Reply(header, message.Serials, result);
            return;
        }

        await session.Unanswered.WaitAsync(cancellationToken);
        var letter = refusal is null ? null : PutAside(session, message, field, refusal);
        await lane.EnqueueAsync(new LaneItem(rows, letter, () => Durable(session, message, rows.Count, result)), cancellationToken);
    }

    private DeadLetter PutAside(TerminalSession session, IncomingMessage message, string field, Refusal refusal)
    {
        metrics.PutAside(field);
        if (field is "terminal_phone")
        {
            quarantine.Saw(message.Header.Phone, session.Plate, messages: 1);
        }

        return quarantine.LetterOf(_topic, message, field, refusal);
    }

    private static void Durable(TerminalSession session, IncomingMessage message, int rows, ReplyResult result)
    {
        session.Positions += rows;
        session.Reply(message.Header, message.Serials, result);
        session.Release();
    }

    private async ValueTask TakeMediaAsync(TerminalSession session, IncomingMessage message, CancellationToken cancellationToken)
    {
        var header = message.Header;
        var isWhole = message.Serials.Count == 1;
        if (MediaUpload.Read(message.Body) is not { } upload)
        {
            session.Reply(header, message.Serials, ReplyResult.Malformed);
            return;
        }

        // An unknown terminal could fill the disk.
        var truck = directory.Find(header.Phone, upload.Position.At ?? time.GetUtcNow()) ?? directory.Find(header.Phone, time.GetUtcNow());
        var stored = truck is null ? null : await media.StoreAsync(header.Phone, truck.TruckId, upload, cancellationToken);
        if (stored is null)
        {
            metrics.PutAside("media");
            session.Reply(header, [message.Header.Serial], ReplyResult.Failed);
            return;
        }

        if (isWhole)
        {
            session.Reply(header, message.Serials, ReplyResult.Done);
        }

        session.Send(MessageIds.MediaReply, PlatformBodies.MediaReply(upload.MediaId, []), header);
    }
}
