using System.Buffers;

namespace CityOps.Contracts.Codecs;

/// <summary>The part of a body that was read and not yet consumed, in one pooled run of bytes that grows to the longest row.</summary>
internal sealed class BodyBuffer(Stream body) : IDisposable
{
    private const int FirstCapacity = 256 * 1024;
    private const int LeastRead = 32 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstCapacity);
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary><see cref="Unread"/>, for keeping until the next <see cref="FillAsync"/>.</summary>
    public ReadOnlyMemory<byte> UnreadMemory => _bytes.AsMemory(_start, _end - _start);

    /// <summary>Whether the body has ended: nothing comes after <see cref="Unread"/>.</summary>
    public bool Ended { get; private set; }

    public void Advance(int count) => _start += count;

    /// <summary>Reads on; <see cref="Unread"/> grows, or <see cref="Ended"/> becomes true.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var read = await body.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
        _end += read;
        Ended = read == 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    private void MakeRoom()
    {
        if (_bytes.Length - _end >= LeastRead)
        {
            return;
        }

        var unread = _end - _start;
        if (unread <= _bytes.Length / 2)
        {
            Buffer.BlockCopy(_bytes, _start, _bytes, 0, unread);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            Buffer.BlockCopy(_bytes, _start, larger, 0, unread);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        (_start, _end) = (0, unread);
    }
}
