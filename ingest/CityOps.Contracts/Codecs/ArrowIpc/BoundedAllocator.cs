using System.Buffers;
using Apache.Arrow.Memory;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>
/// Gives the Arrow reader managed memory, so much a message: compressed buffers name their own size, and that may be a lie. Managed, so that arrays can be
/// handed on from one batch to another without anybody counting references.
/// </summary>
internal sealed class BoundedAllocator : MemoryAllocator
{
    private const long MaxBytes = 2L * ArrowFrameStream.MaxBodyBytes;

    private long _left = MaxBytes;

    /// <summary>A new message begins.</summary>
    public void Restart() => _left = MaxBytes;

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        _left -= length;
        if (_left < 0)
        {
            throw new UndecodableBodyException($"A record batch takes more than {MaxBytes} bytes; send smaller batches.");
        }

        bytesAllocated = length;
        return new Managed(GC.AllocateUninitializedArray<byte>(length));
    }

    private sealed class Managed(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = bytes;

        public void Dispose()
        {
            // The garbage collector's.
        }
    }
}
