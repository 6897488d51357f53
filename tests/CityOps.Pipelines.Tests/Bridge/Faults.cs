using CityOps.EventLog;
using CityOps.Ingest.Bridge;

namespace CityOps.Pipelines.Tests.Bridge;

/// <summary>Progress that never gets to the step after an append: what a kill there leaves.</summary>
internal sealed class StuckProgress(IBridgeProgress real, int after = 0) : IBridgeProgress
{
    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _advances;

    public Task Stuck => _stuck.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public ValueTask<BridgePosition> TakeOverAsync(string group, TopicPartition partition, string logId, long earliest, CancellationToken cancellationToken) =>
        real.TakeOverAsync(group, partition, logId, earliest, cancellationToken);

    public ValueTask<bool> BeginAsync(BridgeOwner owner, long to, ReadOnlyMemory<byte> plan, CancellationToken cancellationToken) =>
        real.BeginAsync(owner, to, plan, cancellationToken);

    public async ValueTask<bool> AdvanceAsync(BridgeOwner owner, long next, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _advances) <= after)
        {
            return await real.AdvanceAsync(owner, next, cancellationToken);
        }

        _stuck.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return false;
    }
}

/// <summary>A log whose appends fail now and then after some of the records are in, any of them, as those of a cluster may.</summary>
internal sealed class PartialLog(IEventLog real, int seed) : IEventLog
{
    private readonly Random _random = new(seed);
    private int _failures;

    public int Failures => _failures;

    public ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken) => real.EnsureTopicAsync(topic, partitions, cancellationToken);

    public ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken) => real.DescribeAsync(topic, cancellationToken);

    public async ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken)
    {
        if (_failures is 0 || (_failures < 6 && _random.Next(3) > 0))
        {
            Interlocked.Increment(ref _failures);
            await real.AppendAsync(topic, [.. records.Where(_ => _random.Next(2) == 0)], cancellationToken);
            throw new EventLogException("Some replicas did not answer.");
        }

        return await real.AppendAsync(topic, records, cancellationToken);
    }

    public ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken) => real.OffsetsAsync(partition, cancellationToken);

    public ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken) => real.TruncateAsync(partition, offset, cancellationToken);

    public ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) => real.Subscribe(group, topics, listener, limits);

    public ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) => real.ReadAll(topics, listener, limits);

    // The provider that made the real one disposes it.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
