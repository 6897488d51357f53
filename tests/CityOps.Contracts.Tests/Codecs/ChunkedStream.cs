namespace CityOps.Contracts.Tests.Codecs;

/// <summary>A body that comes in two parts, or in many of one size.</summary>
internal sealed class ChunkedStream(byte[] body, int chunk, bool everywhere = false) : MemoryStream(body, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var boundary = everywhere ? Position + chunk : Position < chunk ? chunk : Length;
        return base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, boundary - Position)], cancellationToken);
    }
}
