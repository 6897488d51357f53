using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace CityOps.Contracts.Batches;

/// <summary>A growing run of bytes that becomes an Arrow buffer without being copied.</summary>
internal struct ByteStore
{
    private const int FirstCapacity = 256;

    private byte[]? _bytes;
    private int _expected;

    public int Length { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append<T>(T value)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        MemoryMarshal.Write(Reserve(size), in value);
        Length += size;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    public readonly T Read<T>(int index)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_bytes)[index];

    public void Truncate(int length) => Length = length;

    /// <summary>The bytes as a buffer. Starts anew afterwards, expecting about as many again.</summary>
    public ArrowBuffer Take()
    {
        var buffer = new ArrowBuffer(_bytes.AsMemory(0, Length));
        _expected = Length + (Length / 8);
        _bytes = null;
        Length = 0;
        return buffer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int size)
    {
        if (_bytes is null || _bytes.Length - Length < size)
        {
            Grow(size);
        }

        return _bytes.AsSpan(Length);
    }

    private void Grow(int size)
    {
        var wanted = Math.Max(Math.Max(FirstCapacity, _expected), Math.Max(checked(Length + size), (int)Math.Min(int.MaxValue / 2, (long)Length * 2)));
        var larger = GC.AllocateUninitializedArray<byte>(wanted);
        _bytes.AsSpan(0, Length).CopyTo(larger);
        _bytes = larger;
    }
}
