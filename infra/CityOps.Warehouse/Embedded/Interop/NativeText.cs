using System.Runtime.InteropServices;
using System.Text;

namespace CityOps.Warehouse.Embedded.Interop;

/// <summary>Pinned UTF-8 copies of names and values, as the parallel arrays that libchdb wants.</summary>
internal sealed unsafe class NativeText : IDisposable
{
    private readonly byte** _pointers;
    private readonly nuint* _lengths;
    private readonly int _count;

    internal NativeText(IReadOnlyCollection<string> texts)
    {
        _count = texts.Count;
        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(_count, 1), (nuint)sizeof(byte*));
        _lengths = (nuint*)NativeMemory.AllocZeroed((nuint)Math.Max(_count, 1), (nuint)sizeof(nuint));
        var i = 0;
        foreach (var text in texts)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            var copy = (byte*)NativeMemory.Alloc((nuint)length + 1);
            Encoding.UTF8.GetBytes(text, new Span<byte>(copy, length));
            copy[length] = 0;
            _pointers[i] = copy;
            _lengths[i] = (nuint)length;
            i++;
        }
    }

    internal byte** Pointers => _pointers;

    internal nuint* Lengths => _lengths;

    internal int Count => _count;

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
        {
            NativeMemory.Free(_pointers[i]);
        }

        NativeMemory.Free(_pointers);
        NativeMemory.Free(_lengths);
    }
}
