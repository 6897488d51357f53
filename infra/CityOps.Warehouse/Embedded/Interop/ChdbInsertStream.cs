using System.Runtime.InteropServices;

namespace CityOps.Warehouse.Embedded.Interop;

/// <summary>
/// An INSERT that takes its rows as bytes. Data never goes into the SQL text: there, inline data ends at the first blank line and what
/// follows runs as SQL.
/// </summary>
internal sealed unsafe class ChdbInsertStream : IDisposable
{
    private nint _handle;

    private ChdbInsertStream(nint handle) => _handle = handle;

    internal static ChdbInsertStream From(nint handle)
    {
        var stream = new ChdbInsertStream(handle);
        if (stream.Error is { } error)
        {
            stream.Dispose();
            throw EngineException.Parse(error);
        }

        return stream;
    }

    private string? Error => Marshal.PtrToStringUTF8((nint)Chdb.StreamInsertError(_handle));

    /// <summary>Takes more bytes, cut anywhere; blocks while the engine is behind.</summary>
    /// <exception cref="EngineException">The rows did not parse, or could not be written.</exception>
    internal void Append(ReadOnlySpan<byte> data)
    {
        fixed (byte* bytes = data)
        {
            if (data.Length > 0 && Chdb.StreamAppend(_handle, bytes, (nuint)data.Length) != 0)
            {
                // The reason is complete only once the stream has been ended.
                new ChdbResult(Chdb.StreamDone(_handle)).OrThrow().Dispose();
                throw EngineException.Parse(Error ?? "The insert ended before all of its data was read.");
            }
        }
    }

    /// <summary>Writes what was appended; the result counts the rows.</summary>
    /// <exception cref="EngineException">The rows did not parse, or could not be written.</exception>
    internal ChdbResult Finish() => new ChdbResult(Chdb.StreamDone(_handle)).OrThrow();

    /// <summary>Ends the insert; without <see cref="Finish"/> the rest is dropped (blocks written already stay, as in ClickHouse).</summary>
    public void Dispose()
    {
        if (_handle != 0)
        {
            Chdb.DestroyInsertStream(_handle);
            _handle = 0;
        }
    }
}
