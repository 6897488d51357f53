using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using RocksDbSharp;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// The topics there are: name → number, partitions, log id. A topic whose acknowledged tail went missing gets a new log id at start, so
/// that checkpoints of the old one are recognised.
/// </summary>
internal sealed class TopicTable
{
    private readonly LogStore _store;
    private readonly HighWaterFile _highWater;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, LogTopic> _topics = new(StringComparer.Ordinal);
    private readonly Lock _creating = new();
    private uint _largest;

    public TopicTable(LogStore store, HighWaterFile highWater, ILogger logger)
    {
        _store = store;
        _highWater = highWater;
        _logger = logger;
        _largest = highWater.LargestTopic;
        Load();
    }

    public LogTopic? Find(string name) => _topics.GetValueOrDefault(name);

    public LogTopic Get(string name) =>
        Find(name) ?? throw new EventLogException($"There is no topic '{name}': make it with EnsureTopicAsync first.");

    public LogPartition Get(TopicPartition partition)
    {
        var topic = Get(partition.Topic);
        return (uint)partition.Partition < (uint)topic.Partitions.Length
            ? topic.Partitions[partition.Partition]
            : throw new EventLogException($"Topic '{partition.Topic}' has {topic.Partitions.Length} partitions, so there is no partition {partition.Partition}.");
    }

    /// <summary>The latest instant of any partition's last record, in Unix milliseconds; 0 where there is none.</summary>
    public long LastInstantMs() => _topics.Values
        .SelectMany(topic => topic.Partitions.Select((partition, number) => (topic.Number, Partition: number, partition.Earliest, partition.End)))
        .Where(place => place.End > place.Earliest)
        .Select(place => _store.Get(LogKeys.Record(place.Number, place.Partition, place.End - 1)) is { } record ? RecordCodec.AppendedAtMsOf(record) ?? 0 : 0)
        .DefaultIfEmpty(0)
        .Max();

    /// <returns>The topic, and whether it was made just now.</returns>
    public (LogTopic Topic, bool Made) GetOrMake(string name, int partitions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        lock (_creating)
        {
            if (Find(name) is { } existing)
            {
                return (existing, false);
            }

            var topic = new LogTopic(++_largest, name, NewLogId(), [.. Enumerable.Range(0, partitions).Select(_ => new LogPartition(0, 0))]);
            Save(topic);
            _topics[name] = topic;
            return (topic, true);
        }
    }

    private void Load()
    {
        var found = new List<(string Name, byte[] Value)>();
        using (var scan = _store.ScanFrom(LogKeys.TopicPrefix.ToArray()))
        {
            for (; scan.HasEntry() && LogKeys.IsTopic(scan.Key); scan.Next())
            {
                found.Add((LogKeys.TopicNameOf(scan.Key), scan.Value.ToArray()));
            }
        }

        foreach (var (name, value) in found)
        {
            var number = BinaryPrimitives.ReadUInt32LittleEndian(value);
            var partitions = new LogPartition[BinaryPrimitives.ReadInt32LittleEndian(value.AsSpan(4))];
            var lost = 0L;
            for (var i = 0; i < partitions.Length; i++)
            {
                partitions[i] = LoadPartition(number, i);
                lost += Math.Max(0, _highWater.EndOf(number, i) - partitions[i].End);
            }

            _largest = Math.Max(_largest, number);
            var topic = new LogTopic(number, name, Encoding.ASCII.GetString(value.AsSpan(8)), partitions);
            _topics[name] = lost == 0 ? topic : Renew(topic, lost);
        }
    }

    private LogPartition LoadPartition(uint topic, int partition)
    {
        var earliest = _store.Get(LogKeys.Earliest(topic, partition)) is { } bytes ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
        var last = _store.LastAtOrBefore(LogKeys.Record(topic, partition, long.MaxValue));
        var end = last is not null && LogKeys.IsOf(last, topic, partition) ? LogKeys.OffsetOf(last) + 1 : earliest;
        return new LogPartition(earliest, Math.Max(end, earliest));
    }

    private LogTopic Renew(LogTopic old, long lost)
    {
        var topic = new LogTopic(old.Number, old.Name, NewLogId(), old.Partitions);
        Save(topic);
        for (var i = 0; i < topic.Partitions.Length; i++)
        {
            _highWater.Set(topic.Number, i, topic.Partitions[i].End);
        }

        _highWater.Sync();
        _logger.LogError(
            "Topic {Topic} lost {Lost} acknowledged records at its end; its log id is now {LogId} instead of {OldLogId}, and checkpoints of the old log stop their partitions.",
            topic.Name, lost, topic.LogId, old.LogId);
        return topic;
    }

    private void Save(LogTopic topic)
    {
        var value = new byte[8 + topic.LogId.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(value, topic.Number);
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(4), topic.Partitions.Length);
        Encoding.ASCII.GetBytes(topic.LogId, value.AsSpan(8));
        using var batch = new WriteBatch();
        batch.Put(LogKeys.Topic(topic.Name), value);
        _store.WriteSynced(batch);
    }

    private static string NewLogId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
