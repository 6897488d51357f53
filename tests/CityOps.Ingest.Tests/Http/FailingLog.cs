using CityOps.EventLog;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Tests.Http;

/// <summary>The real log, which fails after some appends.</summary>
internal sealed class FailingLog(IEventLog inner, int appends, EventLogException failure) : IEventLog
{
    private int _left = appends;

    public ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref _left) < 0 ? throw failure : inner.AppendAsync(topic, records, cancellationToken);

    public ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken) =>
        inner.EnsureTopicAsync(topic, partitions, cancellationToken);

    public ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken) => inner.DescribeAsync(topic, cancellationToken);

    public ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken) => inner.OffsetsAsync(partition, cancellationToken);

    public ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken) => inner.TruncateAsync(partition, offset, cancellationToken);

    public ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) =>
        inner.Subscribe(group, topics, listener, limits);

    public ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) => inner.ReadAll(topics, listener, limits);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

internal static class LogDecoration
{
    public static IServiceCollection Decorate(this IServiceCollection services, Func<IEventLog, IEventLog> decorate)
    {
        var original = services.Single(s => s.ServiceType == typeof(IEventLog));
        services.Remove(original);
        return services.AddSingleton(provider => decorate((IEventLog)original.ImplementationFactory!(provider)));
    }
}
