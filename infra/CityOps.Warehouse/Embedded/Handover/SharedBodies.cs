using System.Collections.Concurrent;
using Apache.Arrow;

namespace CityOps.Warehouse.Embedded.Handover;

/// <summary>
/// The shared memory of inserts into the embedded engine, used again from one to the next. Small inserts, other systems than Linux and ClickHouse
/// clusters have none: their rows go through the socket.
/// </summary>
public sealed class SharedBodies(WarehouseOptions options) : IDisposable
{
    // What smaller ones cost on a socket is not worth a descriptor.
    private const long SmallestBytes = 256 * 1024;

    // What is idle beyond this goes back to the system.
    private const long MostIdleBytes = 64L * 1024 * 1024;

    private readonly ConcurrentQueue<SharedBody> _idle = new();
    private long _bytes;
    private long _idleBytes;
    private long _created;
    private volatile bool _isOff = !options.IsEmbedded || !OperatingSystem.IsLinux();

    /// <summary>What they take of the machine's memory; no process's resident size holds it.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>A body that holds these rows, or null where they go through the socket.</summary>
    internal SharedBody? TryWrite(IReadOnlyList<RecordBatch> batches)
    {
        if (_isOff || BytesOf(batches) < SmallestBytes)
        {
            return null;
        }

        if (_idle.TryDequeue(out var body))
        {
            Interlocked.Add(ref _idleBytes, -body.Bytes);
        }
        else if ((body = SharedBody.TryCreate(Interlocked.Increment(ref _created))) is null)
        {
            _isOff = true;
            return null;
        }

        var before = body.Bytes;
        try
        {
            body.Write(batches);
        }
        catch
        {
            Drop(body);
            throw;
        }

        Interlocked.Add(ref _bytes, body.Bytes - before);
        return body;
    }

    /// <summary>Takes a body back that the engine has read to its end.</summary>
    internal void Return(SharedBody body)
    {
        if (Interlocked.Add(ref _idleBytes, body.Bytes) > MostIdleBytes)
        {
            Interlocked.Add(ref _idleBytes, -body.Bytes);
            Drop(body);
            return;
        }

        _idle.Enqueue(body);
    }

    /// <summary>Gives a body up that the engine may still read: it must not hold other rows then.</summary>
    internal void Drop(SharedBody body)
    {
        Interlocked.Add(ref _bytes, -body.Bytes);
        body.Dispose();
    }

    /// <summary>The engine cannot read them (another user, a restricted /proc): all goes through the socket from now on.</summary>
    internal void TurnOff() => _isOff = true;

    public void Dispose()
    {
        while (_idle.TryDequeue(out var body))
        {
            body.Dispose();
        }
    }

    private static long BytesOf(IReadOnlyList<RecordBatch> batches)
    {
        var bytes = 0L;
        foreach (var batch in batches)
        {
            // Every row takes at least a number's width in one column; exact sizes are not needed here.
            bytes += (long)batch.Length * batch.ColumnCount * sizeof(long);
        }

        return bytes;
    }
}
