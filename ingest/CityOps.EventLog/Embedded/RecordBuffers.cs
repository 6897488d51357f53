using System.Collections.Concurrent;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// Memory for large records that are read, used again where a reader gives it back (<see cref="LogBatch.Release"/>). Left to the collector, messages of
/// half a MiB gather by the hundred before it looks at them, and each new one costs the kernel a cleared page after the other.
/// </summary>
internal sealed class RecordBuffers
{
    // Smaller records are cheap to allocate.
    private const int SmallestBytes = 32 * 1024;
    private const int StepBytes = 64 * 1024;

    // What is idle beyond this is left to the collector.
    private const long MostIdleBytes = 32L * 1024 * 1024;

    private readonly ConcurrentDictionary<int, ConcurrentQueue<byte[]>> _idle = new();
    private long _idleBytes;

    /// <summary>At least so many bytes, holding anything.</summary>
    public byte[] Rent(int bytes)
    {
        if (bytes < SmallestBytes)
        {
            return GC.AllocateUninitializedArray<byte>(bytes);
        }

        var size = (bytes + StepBytes - 1) / StepBytes * StepBytes;
        if (_idle.TryGetValue(size, out var idle) && idle.TryDequeue(out var buffer))
        {
            Interlocked.Add(ref _idleBytes, -size);
            return buffer;
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    /// <summary>Takes a buffer back that nobody reads any more.</summary>
    public void Return(byte[] buffer)
    {
        if (buffer.Length < SmallestBytes)
        {
            return;
        }

        if (Interlocked.Add(ref _idleBytes, buffer.Length) > MostIdleBytes)
        {
            Interlocked.Add(ref _idleBytes, -buffer.Length);
            return;
        }

        _idle.GetOrAdd(buffer.Length, _ => new ConcurrentQueue<byte[]>()).Enqueue(buffer);
    }
}
