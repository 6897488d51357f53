using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>
/// One column of rows to be inserted, as bytes that an Arrow buffer shares instead of copying: it must not change until the insert has ended. Cleared, it
/// keeps its memory for the next rows.
/// </summary>
internal sealed class RowColumn<T>
    where T : unmanaged
{
    private const int FirstBytes = 16 * 1024;

    private byte[] _bytes = [];
    private int _used;

    public int Count => _used / Unsafe.SizeOf<T>();

    /// <summary>Valid until a value is added or all are dropped.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _used);

    public void Add(T value)
    {
        if (_used + Unsafe.SizeOf<T>() > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(FirstBytes, _bytes.Length * 2));
        }

        MemoryMarshal.Write(_bytes.AsSpan(_used), value);
        _used += Unsafe.SizeOf<T>();
    }

    public void Clear() => _used = 0;
}
