using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using CityOps.Ingest.Jt808.Protocol;
using CityOps.Ingest.Jt808.Trucks;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>A terminal that no truck has.</summary>
/// <param name="Phone">Without the zeros in front, as <c>trucks.terminal_phone</c> should have it.</param>
/// <param name="Plate">What the terminal's registration said, if it sent one.</param>
/// <param name="Messages">Of it, put aside since this process started.</param>
/// <param name="Registered">Whether a truck has it by now: its letters can be sent again.</param>
public sealed record UnknownTerminal(string Phone, string? Plate, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Messages, bool Registered);

/// <summary>
/// Puts aside what cannot become a position: each message is a dead letter of <c>truck-positions</c>, whole and sealed, that <c>cityops dead-letters
/// requeue</c> decodes again. Unknown phones are counted by name as well.
/// </summary>
public sealed class Quarantine(DeadLetterLog log, IPayloadSeal seal, TruckDirectory directory, TimeProvider time, IOptions<Jt808Options> options)
{
    /// <summary>What every origin of the gateway begins with.</summary>
    public const string Prefix = "jt808:";

    /// <summary>The media type of a payload: frames as lines of hexadecimal digits, which <c>cityops jt808 decode</c> reads.</summary>
    public const string ContentType = "text/x-jt808-hex";

    private readonly ConcurrentDictionary<string, UnknownTerminal> _unknown = new(StringComparer.Ordinal);
    private long _uncounted;

    /// <summary>Messages of phones that came once the list was full.</summary>
    public long Uncounted => Interlocked.Read(ref _uncounted);

    public int Count => _unknown.Count;

    /// <summary>The unknown phones, the latest first.</summary>
    public IReadOnlyList<UnknownTerminal> List(int most) =>
        [.. _unknown.Values.OrderByDescending(terminal => terminal.LastSeen).Take(most).Select(terminal => terminal with { Registered = directory.Knows(terminal.Phone) })];

    /// <summary>Counts something of an unknown terminal.</summary>
    /// <param name="messages">How many messages were put aside for it now.</param>
    internal void Saw(string phone, string? plate, int messages)
    {
        var now = time.GetUtcNow();
        var bare = PhoneDigits.Bare(phone);
        if (_unknown.Count >= options.Value.MaxShownUnknown && !_unknown.ContainsKey(bare))
        {
            Interlocked.Add(ref _uncounted, messages);
            return;
        }

        _unknown.AddOrUpdate(
            bare,
            (key, said) => new UnknownTerminal(key, said, now, now, messages, Registered: false),
            (_, known, said) => known with { Plate = said ?? known.Plate, LastSeen = now, Messages = known.Messages + messages },
            plate);
    }

    /// <summary>The letter of a message. The same message makes the same letter, however often it is sent.</summary>
    /// <param name="topic">Of truck-positions.</param>
    internal DeadLetter LetterOf(string topic, IncomingMessage message, string field, Refusal refusal)
    {
        var frames = new ArrayBufferWriter<byte>(message.Body.Length + 64);
        FrameWriter.WriteMessage(frames, message.Header, message.Body);
        var digest = Convert.ToHexStringLower(SHA256.HashData(message.Body).AsSpan(0, 8));
        var (letter, payload) = log.Fit(
            new DeadLetter(
                topic, $"{Prefix}{PhoneDigits.Bare(message.Header.Phone)}/{digest}", Row: 0, field, refusal.Reason, SealedPayload: null, time.GetUtcNow(), ContentType,
                refusal.Code, refusal.Detail),
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(frames.WrittenSpan)));
        return seal.Seal(letter, payload.Span);
    }

    internal async ValueTask AppendAsync(string topic, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) =>
        await log.AppendAsync(topic, DeadLetterCause.InvalidRow, letters, cancellationToken);
}
