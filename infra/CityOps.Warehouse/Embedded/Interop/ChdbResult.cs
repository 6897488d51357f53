using System.Runtime.InteropServices;

namespace CityOps.Warehouse.Embedded.Interop;

/// <summary>One answer of libchdb: bytes in the asked format, or an error. Its bytes live until it is disposed.</summary>
internal sealed unsafe class ChdbResult(nint handle) : IDisposable
{
    private nint _handle = handle;

    internal string? Error => Marshal.PtrToStringUTF8((nint)Chdb.ResultError(_handle));

    internal ReadOnlySpan<byte> Bytes => new(Chdb.ResultBuffer(_handle), checked((int)Chdb.ResultLength(_handle)));

    internal ulong RowsRead => Chdb.RowsRead(_handle);

    internal ulong BytesRead => Chdb.BytesRead(_handle);

    internal ulong RowsWritten => Chdb.RowsWritten(_handle);

    internal ulong BytesWritten => Chdb.BytesWritten(_handle);

    public void Dispose()
    {
        if (_handle != 0)
        {
            Chdb.DestroyResult(_handle);
            _handle = 0;
        }
    }

    /// <exception cref="EngineException">The statement failed.</exception>
    internal ChdbResult OrThrow()
    {
        if (Error is { } error)
        {
            Dispose();
            throw EngineException.Parse(error);
        }

        return this;
    }
}
