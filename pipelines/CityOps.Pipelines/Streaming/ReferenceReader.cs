namespace CityOps.Pipelines.Streaming;

/// <summary>How far one partition of a processor has taken the references; the feed holds what it has yet to take.</summary>
internal sealed class ReferenceReader(ReferenceFeed feed, ReferenceOffsets taken) : IDisposable
{
    private ReferenceOffsets _taken = taken;

    public ReferenceOffsets Taken => Volatile.Read(ref _taken);

    /// <summary>How far the feed has read.</summary>
    public ReferenceOffsets Read => feed.Read;

    /// <inheritdoc cref="ReferenceFeed.Passing"/>
    public IReadOnlySet<string> Passing => feed.Passing;

    /// <summary>What it has yet to take up to there, in the feed's order.</summary>
    public ValueTask<IReadOnlyList<Reference>> UpToAsync(ReferenceOffsets to, CancellationToken cancellationToken) => feed.BetweenAsync(Taken, to, cancellationToken);

    public void Take(ReferenceOffsets upTo)
    {
        if (!Taken.Reaches(upTo))
        {
            Volatile.Write(ref _taken, upTo);
            feed.Forget();
        }
    }

    public void Dispose() => feed.Forget(left: this);
}
