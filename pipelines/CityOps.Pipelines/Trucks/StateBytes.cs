using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CityOps.Pipelines.Trucks;

/// <summary>Writes values as they lie in memory.</summary>
internal sealed class StateWriter
{
    private byte[] _bytes = new byte[1 << 16];

    public int Length { get; private set; }

    /// <summary>Valid until something more is written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Value<T>(T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).CopyTo(Take(Unsafe.SizeOf<T>()));

    public void List<T>(List<T> values)
        where T : unmanaged
    {
        Value(values.Count);
        var bytes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values));
        bytes.CopyTo(Take(bytes.Length));
    }

    public void Text(string text)
    {
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        Value(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + count, _bytes.Length * 2));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    /// <exception cref="InvalidDataException">The bytes end before it.</exception>
    public T Value<T>()
        where T : unmanaged
    {
        T value = default;
        Take(Unsafe.SizeOf<T>()).CopyTo(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    public void List<T>(List<T> values)
        where T : unmanaged
    {
        var count = Value<int>();
        var taken = Take(count * Unsafe.SizeOf<T>());
        CollectionsMarshal.SetCount(values, count);
        taken.CopyTo(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)));
    }

    public string Text() => new(MemoryMarshal.Cast<byte, char>(Take(Value<int>())));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || _at + count > bytes.Length)
        {
            throw new InvalidDataException("The state is cut short.");
        }

        _at += count;
        return bytes.Span.Slice(_at - count, count);
    }
}
