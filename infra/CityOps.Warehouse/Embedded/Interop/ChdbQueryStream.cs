namespace CityOps.Warehouse.Embedded.Interop;

/// <summary>A running query whose answer comes in chunks, so that memory stays flat whatever its size.</summary>
internal sealed class ChdbQueryStream : IDisposable
{
    private readonly ChdbConnection _connection;
    private nint _handle;
    private bool _finished;

    private ChdbQueryStream(ChdbConnection connection, nint handle)
    {
        _connection = connection;
        _handle = handle;
    }

    internal static ChdbQueryStream From(ChdbConnection connection, nint handle)
    {
        var stream = new ChdbQueryStream(connection, handle);
        if (stream.Error is { } error)
        {
            stream._finished = true;
            stream.Dispose();
            throw EngineException.Parse(error);
        }

        return stream;
    }

    private unsafe string? Error => System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)Chdb.ResultError(_handle));

    /// <summary>The next chunk, or null at the end.</summary>
    /// <exception cref="EngineException">The query failed on the way.</exception>
    internal ChdbResult? Fetch()
    {
        if (_finished)
        {
            return null;
        }

        var chunk = new ChdbResult(Chdb.StreamFetch(_connection.Handle, _handle));
        if (chunk.Error is { } error)
        {
            _finished = true;
            chunk.Dispose();
            throw EngineException.Parse(error);
        }

        if (chunk.Bytes.IsEmpty)
        {
            _finished = true;
            chunk.Dispose();
            return null;
        }

        return chunk;
    }

    /// <summary>Ends the query, whether or not all of its answer was fetched.</summary>
    public void Dispose()
    {
        if (_handle == 0)
        {
            return;
        }

        if (!_finished)
        {
            Chdb.StreamCancel(_connection.Handle, _handle);
        }

        Chdb.DestroyResult(_handle);
        _handle = 0;
    }
}
