namespace CityOps.Pipelines.Partitions;

/// <summary>How many bytes of messages all partitions of a consumer hold between the log and their workers.</summary>
public sealed class BufferBudget(long maxBytes)
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public bool IsExhausted => Bytes >= maxBytes;

    /// <summary>Whether there is room enough for reading to go on after it was paused; half, so that it does not flap.</summary>
    public bool HasRoom => Bytes <= maxBytes / 2;

    public void Take(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Give(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
