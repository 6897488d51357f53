using CityOps.EventLog;

namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>A log whose members can be made to stop reading, as those of a process do that hangs.</summary>
internal sealed class StallingLog(IEventLog real) : IEventLog
{
    private volatile TaskCompletionSource? _stall;

    public void Stall() => _stall = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn()
    {
        var stall = _stall;
        _stall = null;
        stall?.SetResult();
    }

    public ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken) => real.EnsureTopicAsync(topic, partitions, cancellationToken);

    public ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken) => real.DescribeAsync(topic, cancellationToken);

    public ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken) => real.AppendAsync(topic, records, cancellationToken);

    public ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken) => real.OffsetsAsync(partition, cancellationToken);

    public ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken) => real.TruncateAsync(partition, offset, cancellationToken);

    public ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) =>
        new Consumer(this, real.Subscribe(group, topics, listener, limits));

    public ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) => real.ReadAll(topics, listener, limits);

    // The provider that made the real one disposes it.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Consumer(StallingLog log, ILogConsumer real) : ILogConsumer
    {
        public IReadOnlyCollection<TopicPartition> Assigned => real.Assigned;

        public async ValueTask<LogBatch?> ReadAsync(TimeSpan maxWait, CancellationToken cancellationToken)
        {
            if (log._stall is { } stall)
            {
                await stall.Task.WaitAsync(cancellationToken);
            }

            return await real.ReadAsync(maxWait, cancellationToken);
        }

        public void Seek(TopicPartition partition, long offset) => real.Seek(partition, offset);

        public void Pause(TopicPartition partition) => real.Pause(partition);

        public void Resume(TopicPartition partition) => real.Resume(partition);

        public ValueTask<long> LagAsync(TopicPartition partition, CancellationToken cancellationToken) => real.LagAsync(partition, cancellationToken);

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
