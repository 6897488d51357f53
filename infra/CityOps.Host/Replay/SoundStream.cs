namespace CityOps.Host.Replay;

/// <summary>A compressed file's content. What decompressors say of damage each in their own way, it says in one.</summary>
/// <param name="format">gzip or zstd.</param>
internal sealed class SoundStream(Stream inner, string format) : Stream
{
    private long _bytesRead;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _bytesRead;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            _bytesRead += read;
            return read;
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw Broken(damage);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            var read = inner.Read(buffer, offset, count);
            _bytesRead += read;
            return read;
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw Broken(damage);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    private static bool IsDamage(Exception error) => error is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException;

    private BrokenFileException Broken(Exception damage) => new(
        _bytesRead == 0 ? $"is no {format} file, whatever its name says, or is damaged from its start" : $"is damaged or cut short: after {_bytesRead} bytes of its content {format} cannot go on", damage);
}
