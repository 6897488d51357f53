using System.Globalization;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Decoding;

/// <summary>A frame in words, as <c>cityops jt808 decode</c> prints it.</summary>
/// <param name="MsgId">0x and four digits; null where there is no header.</param>
/// <param name="Phone">The BCD digits as sent.</param>
/// <param name="Serial">Of the message.</param>
/// <param name="Positions">None unless the frame is sound.</param>
/// <param name="Error">Null where the frame is sound.</param>
public sealed record DecodedFrame(string? MsgId, string? Phone, int? Serial, IReadOnlyList<DecodedPosition> Positions, string? Error)
{
    private const uint EncryptedPlaces = 1u << 5;

    /// <summary>The edition of the protocol, 2013 or 2019.</summary>
    public int? Edition { get; init; }

    /// <summary>"2/5" for the second of five packages.</summary>
    public string? Package { get; init; }

    /// <summary>Where this was the last package of a message to come: the message.</summary>
    public JoinedMessage? Joined { get; init; }

    /// <summary>What of the body could not be read, where the frame stands all the same.</summary>
    public string? Warning { get; init; }

    /// <summary>The frames that follow on the same line.</summary>
    public IReadOnlyList<DecodedFrame>? More { get; init; }

    public static DecodedFrame Failed(string error) => new(null, null, null, [], error);

    public static DecodedFrame OfBody(IReadOnlyList<PositionReport> positions) =>
        new(Hex(MessageIds.Position), null, null, [.. positions.Select(DecodedPosition.Of)], null) { Warning = WarningOf(positions, null) };

    /// <param name="escaped">What stood between two delimiters.</param>
    /// <param name="joiner">Puts packages together; null where each frame stands alone.</param>
    public static DecodedFrame Of(ReadOnlySpan<byte> escaped, PackageJoiner? joiner = null)
    {
        var plain = new byte[escaped.Length];
        if (!FrameEscape.TryDecode(escaped, plain, out var length))
        {
            return Failed("bad escape: 7d is followed by something else than 01 or 02");
        }

        return OfPlain(plain.AsSpan(0, length), joiner);
    }

    /// <param name="plain">Header, body and check byte, without escapes.</param>
    /// <inheritdoc cref="Of"/>
    public static DecodedFrame OfPlain(ReadOnlySpan<byte> plain, PackageJoiner? joiner = null)
    {
        var error = Frame.Read(plain, out var frame);
        if (error is FrameError.TooShort)
        {
            return Failed($"too short: {plain.Length} bytes are no header with a check byte");
        }

        var header = frame.Header;
        var decoded = new DecodedFrame(Hex(header.MessageId), header.Phone, header.Serial, [], TextOf(error, frame, plain))
        {
            Edition = header.Is2019 ? 2019 : 2013,
            Package = header.IsPackage ? string.Create(CultureInfo.InvariantCulture, $"{header.PackageIndex}/{header.PackageTotal}") : null,
        };
        if (error is not FrameError.None)
        {
            return decoded;
        }

        if (header.IsPackage)
        {
            var (message, wrong) = joiner?.Add(header, frame.Body) ?? default;
            return decoded with { Joined = message, Warning = wrong };
        }

        var positions = PositionMessages.Read(header.MessageId, frame.Body, out var complaint);
        return decoded with { Positions = [.. positions.Select(DecodedPosition.Of)], Warning = WarningOf(positions, complaint) };
    }

    internal static string? WarningOf(IReadOnlyList<PositionReport> positions, string? complaint) =>
        complaint
        ?? (positions.Any(position => position.Trailing.Length > 0) ? "malformed extras: bytes are left over; the base position stands" : null)
        ?? (positions.Any(position => (position.Status & EncryptedPlaces) != 0) ? "a position's coordinates are encrypted" : null)
        ?? (positions.Any(position => !position.IsOnEarth) ? "a position lies nowhere on Earth" : null)
        ?? (positions.Any(position => position.At is null) ? "a position's time is no time" : null);

    private static string? TextOf(FrameError error, Frame frame, ReadOnlySpan<byte> plain) => error switch
    {
        FrameError.BadChecksum => $"bad checksum: {Frame.Check(plain[..^1]):x2} is computed, {plain[^1]:x2} is sent",
        FrameError.WrongLength => $"wrong length: the body has {frame.Body.Length} bytes, the header declares {plain[2] << 8 & 0x300 | plain[3]}",
        FrameError.Encrypted => "the body is encrypted",
        _ => null,
    };

    private static string Hex(ushort id) => string.Create(CultureInfo.InvariantCulture, $"0x{id:x4}");
}
