using System.Buffers;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Reads a message back that was kept as the hexadecimal digits of its frames.</summary>
internal static class MessageText
{
    /// <returns>Null where the frames are no whole message.</returns>
    public static IncomingMessage? Read(string digits)
    {
        var bytes = new byte[digits.Length / 2];
        if (Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
        {
            return null;
        }

        var rest = new ReadOnlySequence<byte>(bytes);
        using var assembler = new PackageAssembler(new PackageMemory(long.MaxValue), int.MaxValue);
        while (FrameScanner.TryRead(ref rest, out var escaped))
        {
            var plain = new byte[escaped.Length];
            if (!FrameEscape.TryDecode(escaped.ToArray(), plain, out var length) || Frame.Read(plain.AsSpan(0, length), out var frame) is not FrameError.None)
            {
                return null;
            }

            if (!frame.Header.IsPackage)
            {
                return new IncomingMessage(frame.Header, frame.Body.ToArray(), [frame.Header.Serial]);
            }

            if (assembler.Add(frame.Header, frame.Body, DateTimeOffset.UnixEpoch, out var message) is PackageOutcome.Complete)
            {
                return message;
            }
        }

        return null;
    }
}
