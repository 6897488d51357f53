using CityOps.Contracts.Codecs;

namespace CityOps.Ingest.Http;

/// <summary>
/// A request's body with its content encodings undone. It counts what it gives, and says that a damaged or truncated encoding is an
/// undecodable body, which the decompressors each say in their own way.
/// </summary>
internal sealed class DecodedBody(Stream inner, bool encoded) : Stream
{
    public long BytesRead { get; private set; }

    /// <summary>Whether the body's own length says nothing of what it holds.</summary>
    public bool Encoded => encoded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            BytesRead += read;
            return read;
        }
        catch (Exception damage) when (encoded && damage is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException)
        {
            throw new UndecodableBodyException(
                $"After {BytesRead} bytes the compressed body is damaged, truncated, or needs a window above 8 MiB.", damage);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (encoded)
        {
            await inner.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
