namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>How fast one connection may send: a bucket of frames that fills at a steady rate. Not thread-safe.</summary>
internal sealed class FrameBudget(int perSecond, int burst, TimeProvider time)
{
    private double _left = burst;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes frames out of the bucket, on credit where it is empty.</summary>
    /// <returns>How long to read nothing more; zero while there was enough.</returns>
    public TimeSpan Take(int frames)
    {
        var now = time.GetTimestamp();
        _left = Math.Min(burst, _left + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond)) - frames;
        _filledAt = now;
        return _left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_left / perSecond);
    }
}
