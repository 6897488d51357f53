using CityOps.EventLog;
using CityOps.Pipelines.Partitions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Partitions;

public sealed class PartitionedConsumerTests
{
    private static readonly PartitionedConsumerLimits Limits = new(FullBytes: 1_000_000, BudgetBytes: 1_000_000, RevokeGrace: TimeSpan.Zero);

    [Fact]
    public async Task A_partition_whose_worker_has_ended_is_not_read_on()
    {
        var workers = new EndingWorkers();
        var log = new EndlessLog(workers.Ended);
        var consumer = new PartitionedConsumer(log, "group", ["topic"], workers, Limits, TimeProvider.System, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = consumer.RunAsync(stop.Token);

        await log.Paused.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(0, consumer.BufferedBytes);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>Its only worker ends with its first message.</summary>
    private sealed class EndingWorkers : IPartitionWorkers, IPartitionWorker
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        public ValueTask<PartitionStart?> TakeOverAsync(TopicPartition partition, CancellationToken cancellationToken) =>
            ValueTask.FromResult<PartitionStart?>(new PartitionStart(0, this));

        public async Task RunAsync(PartitionQueue queue, CancellationToken cancellationToken)
        {
            await queue.TakeAsync(new BatchLimits(1, 1, TimeSpan.Zero), Timeout.InfiniteTimeSpan, cancellationToken);
            queue.Complete();
            _ended.SetResult();
        }

        public void Failed(Exception error) => _ended.TrySetException(error);

        public void Left()
        {
        }
    }

    /// <summary>One partition that never ends; it gives its first message at once, and the others after <paramref name="goOn"/>.</summary>
    private sealed class EndlessLog(Task goOn) : IEventLog, ILogConsumer
    {
        private static readonly TopicPartition Partition = new("topic", 0);

        private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IAssignmentListener? _listener;
        private long _next;

        public Task Paused => _paused.Task;

        public IReadOnlyCollection<TopicPartition> Assigned => [Partition];

        public ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits)
        {
            _listener = listener;
            return this;
        }

        public async ValueTask<LogBatch?> ReadAsync(TimeSpan maxWait, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (_next == 0)
            {
                await _listener!.AssignedAsync([Partition], cancellationToken);
            }
            else
            {
                await goOn.WaitAsync(cancellationToken);
            }

            if (_paused.Task.IsCompleted)
            {
                return null;
            }

            var record = new LogRecord(_next, Some.Midnight, default, new byte[10], []);
            return new LogBatch(Partition, "log", [record], ++_next);
        }

        public void Pause(TopicPartition partition) => _paused.TrySetResult();

        public void Resume(TopicPartition partition) => throw new NotSupportedException();

        public void Seek(TopicPartition partition, long offset) => throw new NotSupportedException();

        public ValueTask<long> LagAsync(TopicPartition partition, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => default;
    }
}
