using System.Buffers.Binary;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>
/// Passes an Arrow IPC stream on, message by message, after looking at each message's metadata: the Arrow reader believes what the metadata says and
/// would reserve whatever it claims.
/// </summary>
internal sealed class ArrowFrameStream(Stream source) : PullStream
{
    /// <summary>The longest metadata of one message, in bytes.</summary>
    public const int MaxMetadataBytes = 4 * 1024 * 1024;

    /// <summary>The longest body of one message, in bytes.</summary>
    public const int MaxBodyBytes = 128 * 1024 * 1024;

    private const uint Continuation = 0xFFFFFFFF;

    private byte[] _head = new byte[8];
    private int _headLength;
    private int _headRead;
    private long _bodyLeft;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_headRead == _headLength && _bodyLeft == 0 && !_ended)
        {
            await ReadHeadAsync(cancellationToken);
        }

        if (_headRead < _headLength)
        {
            var count = Math.Min(buffer.Length, _headLength - _headRead);
            _head.AsMemory(_headRead, count).CopyTo(buffer);
            _headRead += count;
            return count;
        }

        var wanted = (int)Math.Min(buffer.Length, _bodyLeft);
        var read = wanted == 0 ? 0 : await source.ReadAsync(buffer[..wanted], cancellationToken);
        if (wanted > 0 && read == 0)
        {
            throw Truncated();
        }

        _bodyLeft -= read;
        return read;
    }

    private async ValueTask ReadHeadAsync(CancellationToken cancellationToken)
    {
        (_headRead, _headLength) = (0, 0);
        var read = await source.ReadAtLeastAsync(_head.AsMemory(0, 4), 4, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            _ended = true;
            return;
        }

        var prefix = 4;
        var length = read < 4 ? throw Truncated() : BinaryPrimitives.ReadUInt32LittleEndian(_head);
        if (length == Continuation)
        {
            prefix = 8;
            await ReadWholeAsync(_head.AsMemory(4, 4), cancellationToken);
            length = BinaryPrimitives.ReadUInt32LittleEndian(_head.AsSpan(4));
        }

        if (length > MaxMetadataBytes)
        {
            throw new UndecodableBodyException(
                "The body is not an Arrow IPC stream. It must start with a schema message; the Arrow file format (Feather) is another one.");
        }

        if (_head.Length < prefix + (int)length)
        {
            Array.Resize(ref _head, prefix + (int)length);
        }

        await ReadWholeAsync(_head.AsMemory(prefix, (int)length), cancellationToken);
        _headLength = prefix + (int)length;
        _ended = length == 0;
        _bodyLeft = _ended ? 0 : ArrowMetadata.Verify(_head.AsSpan(prefix, (int)length));
        if (_bodyLeft > MaxBodyBytes)
        {
            throw new UndecodableBodyException(
                new Refusal(RefusalCode.UnreadableMessage, $"A record batch is too large; send batches of at most {MaxBodyBytes} bytes.", $"it has {_bodyLeft} bytes"));
        }
    }

    private async ValueTask ReadWholeAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var read = await source.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < target.Length)
        {
            throw Truncated();
        }
    }

    private static UndecodableBodyException Truncated() => new("The Arrow stream breaks off in the middle of a message: the body was cut short.");
}
