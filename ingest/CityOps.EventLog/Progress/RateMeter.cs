namespace CityOps.EventLog.Progress;

/// <summary>A rate that forgets exponentially: what came half a minute ago counts about a third.</summary>
public sealed class RateMeter(TimeProvider time)
{
    private const double MemorySeconds = 30;

    private readonly Lock _lock = new();
    private long _last = time.GetTimestamp();
    private double _rate;

    public double PerSecond
    {
        get
        {
            lock (_lock)
            {
                return Faded();
            }
        }
    }

    public void Add(long count)
    {
        lock (_lock)
        {
            _rate = Faded() + (count / MemorySeconds);
            _last = time.GetTimestamp();
        }
    }

    private double Faded() => _rate * Math.Exp(-time.GetElapsedTime(_last).TotalSeconds / MemorySeconds);
}
