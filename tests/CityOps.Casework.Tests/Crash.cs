using System.Data.Common;
using CityOps.EventLog;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CityOps.Casework.Tests;

/// <summary>Thrown where a test lets a process die: whatever was not committed by then is gone.</summary>
internal sealed class CrashException(string point) : Exception(point);

/// <summary>Dies at the nth passing of a point.</summary>
internal sealed class Crash(string point, int nth)
{
    private int _passed;

    public bool Happened { get; private set; }

    public void Pass(string here)
    {
        if (here == point && ++_passed == nth)
        {
            Happened = true;
            throw new CrashException(here);
        }
    }
}

/// <summary>Points <c>before-commit</c> and <c>after-commit</c>.</summary>
internal sealed class CrashAtCommit(Crash crash) : DbTransactionInterceptor
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        crash.Pass("before-commit");
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        crash.Pass("after-commit");
        return Task.CompletedTask;
    }
}

/// <summary>Points <c>before-append</c> and <c>after-append</c>.</summary>
internal sealed class CrashingLog(IEventLog log, Crash crash) : IEventLog
{
    public async ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken)
    {
        crash.Pass("before-append");
        var offsets = await log.AppendAsync(topic, records, cancellationToken);
        crash.Pass("after-append");
        return offsets;
    }

    public ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken) =>
        log.EnsureTopicAsync(topic, partitions, cancellationToken);

    public ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken) => log.DescribeAsync(topic, cancellationToken);

    public ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken) => log.OffsetsAsync(partition, cancellationToken);

    public ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken) =>
        log.TruncateAsync(partition, offset, cancellationToken);

    public ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) =>
        log.Subscribe(group, topics, listener, limits);

    public ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) => log.ReadAll(topics, listener, limits);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
