namespace CityOps.Ingest.Jt808.Fleet;

/// <summary>How long answers took, counted in steps of a tenth of a millisecond up to ten seconds; thread-safe.</summary>
public sealed class AnswerTimes
{
    private const int StepsPerMs = 10;

    private readonly long[] _counts = new long[100_000];
    private long _total;

    public long Count => Interlocked.Read(ref _total);

    public void Add(TimeSpan took)
    {
        var step = Math.Clamp((int)(took.TotalMilliseconds * StepsPerMs), 0, _counts.Length - 1);
        Interlocked.Increment(ref _counts[step]);
        Interlocked.Increment(ref _total);
    }

    /// <summary>The time that a share of the answers stayed within, milliseconds; 0 where there is none.</summary>
    /// <param name="share">0.99 for the 99th percentile.</param>
    public double WithinMs(double share)
    {
        var goal = (long)Math.Ceiling(Count * share);
        var seen = 0L;
        for (var step = 0; step < _counts.Length && goal > 0; step++)
        {
            seen += Interlocked.Read(ref _counts[step]);
            if (seen >= goal)
            {
                return (step + 1.0) / StepsPerMs;
            }
        }

        return 0;
    }
}
