using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Kafka;

/// <summary>
/// Topics of a Kafka cluster: making them, what they are, their offsets. The log id is the topic id; a cluster older than topic ids gives
/// none, and there <c>cluster id/topic</c> stands in: it does not tell a recreated topic from the one before.
/// </summary>
internal sealed class KafkaTopics : IDisposable
{
    private static readonly TimeSpan PropagationStep = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, TopicDescription> _known = new(StringComparer.Ordinal);
    private readonly EventLogOptions _options;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly string _name;
    private readonly IAdminClient _admin;
    private readonly TopicCheck _check;

    public KafkaTopics(EventLogOptions options, KafkaReach reach, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _timeout = TimeSpan.FromMilliseconds(options.Kafka.RequestTimeoutMs);
        _name = KafkaSettings.NameOf(options);
        _admin = new AdminClientBuilder(KafkaSettings.Admin(options)).SetLogHandler((_, _) => { })
            .SetStatisticsHandler((_, statistics) => reach.Said(this, KafkaReach.AnyBroker(statistics)))
            .Build();
        _check = new TopicCheck(_admin, options, logger);
    }

    public async ValueTask<TopicDescription> EnsureAsync(string topic, int partitions, CancellationToken cancellationToken)
    {
        if (await DescribeAsync(topic, cancellationToken) is { } existing)
        {
            await _check.CheckAsync(topic, cancellationToken);
            return existing;
        }

        await CreateAsync(topic, partitions, cancellationToken);

        // Other brokers hear of it a moment later.
        var started = _time.GetTimestamp();
        while (true)
        {
            if (await DescribeAsync(topic, cancellationToken) is { } made)
            {
                return made;
            }

            if (_time.GetElapsedTime(started) > _timeout)
            {
                throw new EventLogException($"Topic '{topic}' was made but did not appear within {_timeout.TotalSeconds:N0} s.");
            }

            await Task.Delay(PropagationStep, _time, cancellationToken);
        }
    }

    /// <summary>What the cluster says now, or null where there is no such topic.</summary>
    public async ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken)
    {
        Confluent.Kafka.Admin.TopicDescription? found;
        try
        {
            var result = await _admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions { RequestTimeout = _timeout })
                .WaitAsync(cancellationToken);
            found = result.TopicDescriptions.FirstOrDefault();
        }
        catch (DescribeTopicsException error) when (error.Results.TopicDescriptions.FirstOrDefault()?.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic)
        {
            found = null;
        }
        catch (KafkaException error)
        {
            throw new EventLogException($"{_name} did not describe topic '{topic}': {error.Error.Reason}", error);
        }

        if (found is null || found.Partitions.Count == 0)
        {
            _known.TryRemove(topic, out _);
            return null;
        }

        var description = new TopicDescription(topic, await LogIdAsync(found, cancellationToken), found.Partitions.Count);
        _known[topic] = description;
        return description;
    }

    /// <summary>The topic as it was last described; asks the cluster where it never was.</summary>
    public async ValueTask<TopicDescription> GetAsync(string topic, CancellationToken cancellationToken) =>
        _known.TryGetValue(topic, out var known)
            ? known
            : await DescribeAsync(topic, cancellationToken)
                ?? throw new EventLogException($"There is no topic '{topic}': make it with EnsureTopicAsync first.");

    /// <summary>The next <see cref="GetAsync"/> asks the cluster.</summary>
    public void Forget(string topic) => _known.TryRemove(topic, out _);

    public async ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken) =>
        new(await OffsetAsync(partition, OffsetSpec.Earliest(), cancellationToken), await OffsetAsync(partition, OffsetSpec.Latest(), cancellationToken));

    /// <summary>One request to each broker, however many partitions there are.</summary>
    public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> EndsAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        if (partitions.Count == 0)
        {
            return new Dictionary<TopicPartition, long>();
        }

        var ends = await ListAsync(partitions, OffsetSpec.Latest(), cancellationToken);
        return ends.ToDictionary(end => new TopicPartition(end.Topic, end.Partition.Value), end => end.Offset.Value);
    }

    public async ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken)
    {
        var end = await OffsetAsync(partition, OffsetSpec.Latest(), cancellationToken);
        try
        {
            await _admin.DeleteRecordsAsync(
                [new TopicPartitionOffset(partition.Topic, partition.Partition, Math.Min(offset, end))],
                new DeleteRecordsOptions { RequestTimeout = _timeout }).WaitAsync(cancellationToken);
        }
        catch (KafkaException error)
        {
            throw new EventLogException($"{_name} did not truncate {partition} before offset {offset}: {error.Error.Reason}", error);
        }
    }

    public void Dispose() => _admin.Dispose();

    private async Task CreateAsync(string topic, int partitions, CancellationToken cancellationToken)
    {
        var specification = new TopicSpecification
        {
            Name = topic,
            NumPartitions = partitions,
            ReplicationFactor = (short)_options.Kafka.ReplicationFactor,
            Configs = TopicSetting.Of(_options).ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal),
        };
        try
        {
            await _admin.CreateTopicsAsync([specification], new CreateTopicsOptions { RequestTimeout = _timeout, OperationTimeout = _timeout })
                .WaitAsync(cancellationToken);
        }
        catch (CreateTopicsException error) when (error.Results.All(r => r.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            // Somebody else was quicker.
        }
        catch (KafkaException error) when (IsRefusal(error))
        {
            throw new TopicRefusedException($"Kafka does not let us make topic '{topic}' ({error.Error.Reason}): make it with {partitions} partitions and {SettingsText()}.", error);
        }
        catch (KafkaException error)
        {
            throw new EventLogException($"{_name} did not make topic '{topic}': {error.Error.Reason}", error);
        }
    }

    private string SettingsText() => string.Join(", ", TopicSetting.Of(_options).Select(setting => $"{setting.Name}={setting.Value}"));

    // Errors that asking again will not mend.
    private static bool IsRefusal(KafkaException error) => error is CreateTopicsException created
        ? created.Results.Exists(r => r.Error.Code is ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.PolicyViolation
            or ErrorCode.InvalidReplicationFactor or ErrorCode.InvalidConfig or ErrorCode.TopicException or ErrorCode.InvalidPartitions)
        : error.Error.Code is ErrorCode.Local_UnsupportedFeature or ErrorCode.ClusterAuthorizationFailed;

    private async ValueTask<string> LogIdAsync(Confluent.Kafka.Admin.TopicDescription topic, CancellationToken cancellationToken)
    {
        if (topic.TopicId is { } id && (id.MostSignificantBits != 0 || id.LeastSignificantBits != 0))
        {
            return id.ToString();
        }

        try
        {
            var cluster = await _admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = _timeout }).WaitAsync(cancellationToken);
            return $"{cluster.ClusterId}/{topic.Name}";
        }
        catch (KafkaException error)
        {
            throw new EventLogException($"{_name} did not tell its cluster id: {error.Error.Reason}", error);
        }
    }

    // While a leader moves, the answer may be no error and no offset either (-1001): taken for a place it would stop the partition for ever.
    private TopicPartitionOffset Told(TopicPartitionOffsetError told) => told.Error.IsError || told.Offset.Value < 0
        ? throw new EventLogException($"{_name} did not tell the offsets of {told.Topic}[{told.Partition.Value}]: {(told.Error.IsError ? told.Error.Reason : "it knows none at present")}.")
        : told.TopicPartitionOffset;

    private async ValueTask<long> OffsetAsync(TopicPartition partition, OffsetSpec which, CancellationToken cancellationToken) =>
        (await ListAsync([partition], which, cancellationToken)).Single().Offset.Value;

    private async ValueTask<IEnumerable<TopicPartitionOffset>> ListAsync(IReadOnlyCollection<TopicPartition> partitions, OffsetSpec which, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _admin.ListOffsetsAsync(
                partitions.Select(p => new TopicPartitionOffsetSpec { TopicPartition = new(p.Topic, p.Partition), OffsetSpec = which }),
                new ListOffsetsOptions { RequestTimeout = _timeout }).WaitAsync(cancellationToken);
            return result.ResultInfos.Select(info => Told(info.TopicPartitionOffsetError)).ToList();
        }
        catch (KafkaException error)
        {
            throw new EventLogException($"{_name} did not tell the offsets of {string.Join(", ", partitions)}: {error.Error.Reason}", error);
        }
    }
}
