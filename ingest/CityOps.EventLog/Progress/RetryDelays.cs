namespace CityOps.EventLog.Progress;

/// <summary>
/// Pauses between attempts: drawn evenly between the shortest one and a ceiling that doubles with each attempt ("full jitter"), so that
/// many who failed together do not come back together.
/// </summary>
public sealed class RetryDelays(int minMs, int maxMs, Random random)
{
    private const int MostDoublings = 30;

    /// <param name="attempt">How many attempts have failed before this one, from 0.</param>
    public TimeSpan Of(int attempt)
    {
        var ceiling = Math.Min(maxMs, minMs * Math.Pow(2, Math.Min(attempt + 1, MostDoublings)));
        lock (random)
        {
            return TimeSpan.FromMilliseconds(minMs + (random.NextDouble() * Math.Max(0, ceiling - minMs)));
        }
    }
}
