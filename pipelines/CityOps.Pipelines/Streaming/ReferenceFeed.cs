using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Follows the broadcast topics of a processor from their ends, once for all of its partitions in this process. What some partition has yet to take is in its
/// <see cref="ReferenceHold"/>; what came before is read from the log again by whoever needs it, since log retention leaves those topics alone.
/// </summary>
/// <param name="mostHeldBytes">See <see cref="StreamingOptions.MaxHeldReferenceBytes"/>.</param>
internal sealed class ReferenceFeed(IEventLog log, IReadOnlyDictionary<string, string> contractOfTopic, long mostHeldBytes, ILogger logger) : IAssignmentListener, IDisposable
{
    // What one partition reads ahead of one broadcast partition: a processor's partitions times its broadcast partitions may hold as much, whatever is configured.
    private const long MostAheadBytes = 1024 * 1024;

    // How late it is noticed that reading has got further without a record.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly ReferenceHold _hold = new(mostHeldBytes);
    private readonly ReferenceEnds _ends = new(log);
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Told whether reading gets on; who repeats this feed tells it of failures.</summary>
    public ReaderStatus? Reader { get; init; }

    /// <summary>How far it has read.</summary>
    public ReferenceOffsets Read => _hold.Read;

    /// <summary>Bytes of records that some partition has yet to take.</summary>
    public long HeldBytes => _hold.Bytes;

    /// <summary>A partition's own place in the references; dispose it when its work ends.</summary>
    public ReferenceReader Follow(ReferenceOffsets taken)
    {
        var reader = new ReferenceReader(this, new ReferenceHistory(log, [.. contractOfTopic.Keys]), taken);
        _hold.Join(reader);
        return reader;
    }

    /// <summary>Ends once everything counts as read that the topics held when the feed started.</summary>
    public Task CaughtUpAsync(CancellationToken cancellationToken) => _caughtUp.Task.WaitAsync(cancellationToken);

    /// <summary>Ends once it has read what the topics held when it was asked.</summary>
    public async ValueTask ReadToEndAsync(CancellationToken cancellationToken)
    {
        var ends = await _ends.AskAsync([.. Read.Entries.Select(entry => entry.Key)], cancellationToken);
        while (!_hold.Reaches(ends, out var arrived))
        {
            await arrived.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether the partition is one of its topics'.</summary>
    public bool IsFollowed(TopicPartition partition) => contractOfTopic.ContainsKey(partition.Topic);

    public string ContractOf(TopicPartition partition) => contractOfTopic[partition.Topic];

    /// <summary>The first records of a range, and one past what they cover; retention may have taken some away.</summary>
    /// <param name="history">Reads what is not held.</param>
    public async ValueTask<(List<LogRecord> Records, long Next)> StretchAsync(ReferenceRange range, ReferenceHistory history, CancellationToken cancellationToken) =>
        _hold.TryRead(range, MostAheadBytes, out var heldFrom) is { } held
            ? held
            : await history.ReadAsync(range with { To = Math.Min(range.To, heldFrom) }, MostAheadBytes, cancellationToken);

    /// <summary>Follows the topics until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (contractOfTopic.Count == 0)
        {
            _caughtUp.TrySetResult();
            return;
        }

        var partitions = await BeginAsync(cancellationToken);
        if (_caughtUp.TrySetResult())
        {
            logger.LogInformation("References are followed on {Count} partitions", partitions);
        }

        await using var consumer = log.ReadAll([.. contractOfTopic.Keys], this, ConsumerLimits.Default);
        while (!cancellationToken.IsCancellationRequested)
        {
            var batch = await consumer.ReadAsync(LongestWait, cancellationToken);
            if (batch is not null)
            {
                _hold.Keep(batch);
            }

            Reader?.Read(batch is not null ? true : consumer.IsReached, log.Name);
            _hold.Reach(consumer.ReachedOf);
        }
    }

    /// <summary>Lets go of what every reader has taken; a reader that has left takes nothing more.</summary>
    internal void Forget(ReferenceReader? left = null) => _hold.Forget(left);

    // After a failure the feed goes on where it was.
    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_hold.StartsOf(partitions));

    public void Dispose() => _ends.Dispose();

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    // What is there already is read from the log where it is needed. That includes what retention has taken away: nobody will ever read it, and a step that
    // was recorded before must not wait for it.
    private async ValueTask<int> BeginAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var topic in contractOfTopic.Keys)
        {
            var description = await log.DescribeAsync(topic, cancellationToken)
                ?? throw new EventLogException($"The broadcast topic '{topic}' does not exist.");
            for (var number = 0; number < description.Partitions; number++, count++)
            {
                var partition = new TopicPartition(topic, number);
                _hold.Begin(partition, await log.OffsetsAsync(partition, cancellationToken));
            }
        }

        return count;
    }
}
