using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>Asks the log where its broadcast topics end. Who asks while an answer is under way shares the next one with all who wait.</summary>
internal sealed class ReferenceEnds(IEventLog log) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private IReadOnlyDictionary<TopicPartition, long> _answer = new Dictionary<TopicPartition, long>();
    private long _asked;
    private long _answered;

    /// <summary>Where the partitions ended at some moment after the call.</summary>
    public async ValueTask<ReferenceOffsets> AskAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var ticket = Interlocked.Increment(ref _asked);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_answered < ticket)
            {
                var upTo = Interlocked.Read(ref _asked);
                _answer = await log.EndsAsync(partitions, cancellationToken);
                _answered = upTo;
            }

            return new ReferenceOffsets(_answer);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
