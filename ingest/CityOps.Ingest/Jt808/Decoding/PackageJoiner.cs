using System.Globalization;
using CityOps.Ingest.Jt808.Gateway;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Decoding;

/// <summary>A message whose last package a frame was.</summary>
/// <param name="Packages">How many there were.</param>
/// <param name="Positions">Of the whole message.</param>
/// <param name="Warning">What of the whole body could not be read.</param>
public sealed record JoinedMessage(int Packages, IReadOnlyList<DecodedPosition> Positions, string? Warning);

/// <summary>Puts the packages of many terminals together, line after line, as the gateway does for each connection.</summary>
public sealed class PackageJoiner : IDisposable
{
    private const long MemoryBytes = 256L * 1024 * 1024;
    private const int LongestMessageBytes = 16 * 1024 * 1024;
    private const int MostNamed = 10;

    private readonly PackageMemory _memory = new(MemoryBytes);
    private readonly SortedDictionary<string, PackageAssembler> _byPhone = new(StringComparer.Ordinal);

    /// <summary>What is still missing of messages that began, in words: a sentence a message.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. _byPhone.SelectMany(ofPhone => ofPhone.Value.TakeOverdue(DateTimeOffset.MaxValue, TimeSpan.Zero).Select(message => string.Create(
            CultureInfo.InvariantCulture,
            $"{ofPhone.Key}: of the {message.Header.PackageTotal} packages of a 0x{message.Header.MessageId:x4} {string.Join(", ", message.Missing.Take(MostNamed))}{(message.Missing.Count > MostNamed ? ", …" : "")} never came"))),
    ];

    /// <returns>The message that this package completes, if it does, and what is wrong with the package.</returns>
    internal (JoinedMessage? Message, string? Warning) Add(in FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (!_byPhone.TryGetValue(header.Phone, out var assembler))
        {
            _byPhone[header.Phone] = assembler = new PackageAssembler(_memory, LongestMessageBytes);
        }

        return assembler.Add(header, body, DateTimeOffset.UnixEpoch, out var message) switch
        {
            PackageOutcome.Complete => (Read(message!), null),
            PackageOutcome.Refused when header.PackageIndex < 1 || header.PackageIndex > header.PackageTotal => (null, "no such package: they are counted from 1 to their number"),
            PackageOutcome.Refused => (null, "the message is longer than anything can be put together here"),
            _ => (null, null),
        };
    }

    public void Dispose()
    {
        foreach (var assembler in _byPhone.Values)
        {
            assembler.Dispose();
        }
    }

    private static JoinedMessage Read(IncomingMessage message)
    {
        var positions = PositionMessages.Read(message.Header.MessageId, message.Body, out var complaint);
        return new JoinedMessage(message.Serials.Count, [.. positions.Select(DecodedPosition.Of)], DecodedFrame.WarningOf(positions, complaint));
    }
}
