namespace CityOps.EventLog.Embedded;

/// <summary>
/// Who reads which partition in a group of this process. Each topic is cut into ranges, one a member, as Kafka's range assignor does, so
/// that partition n of two topics lands with the same member. A partition changes hands only once its owner gave it back.
/// </summary>
internal sealed class ConsumerGroup(TopicTable topics)
{
    private readonly Lock _lock = new();
    private readonly List<EmbeddedConsumer> _members = [];
    private readonly Dictionary<TopicPartition, EmbeddedConsumer> _owners = [];
    private int _generation = 1;

    /// <summary>Rises with whatever may change an assignment; members compare it before they read.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public void Join(EmbeddedConsumer member)
    {
        lock (_lock)
        {
            _members.Add(member);
        }

        Changed();
    }

    public void Leave(EmbeddedConsumer member)
    {
        lock (_lock)
        {
            _members.Remove(member);
            foreach (var partition in _owners.Where(o => o.Value == member).Select(o => o.Key).ToArray())
            {
                _owners.Remove(partition);
            }
        }

        Changed();
    }

    /// <summary>What the member should have as things stand.</summary>
    public IReadOnlySet<TopicPartition> TargetOf(EmbeddedConsumer member)
    {
        var target = new HashSet<TopicPartition>();
        lock (_lock)
        {
            foreach (var topic in member.Topics)
            {
                var count = topics.Find(topic)?.Partitions.Length ?? 0;
                var sharing = _members.Where(m => m.Topics.Contains(topic, StringComparer.Ordinal)).ToList();
                var index = sharing.IndexOf(member);
                if (index < 0)
                {
                    continue;
                }

                var from = (int)((long)count * index / sharing.Count);
                var until = (int)((long)count * (index + 1) / sharing.Count);
                for (var partition = from; partition < until; partition++)
                {
                    target.Add(new TopicPartition(topic, partition));
                }
            }
        }

        return target;
    }

    /// <summary>Takes those of the wanted partitions that nobody has.</summary>
    /// <returns>The ones taken just now.</returns>
    public IReadOnlyList<TopicPartition> Acquire(EmbeddedConsumer member, IEnumerable<TopicPartition> wanted)
    {
        lock (_lock)
        {
            return [.. wanted.Where(partition => _owners.TryAdd(partition, member)).OrderBy(p => p.Topic, StringComparer.Ordinal).ThenBy(p => p.Partition)];
        }
    }

    public void Release(EmbeddedConsumer member, IEnumerable<TopicPartition> partitions)
    {
        lock (_lock)
        {
            foreach (var partition in partitions)
            {
                if (_owners.TryGetValue(partition, out var owner) && owner == member)
                {
                    _owners.Remove(partition);
                }
            }
        }

        Changed();
    }

    /// <summary>Members look at their assignment again.</summary>
    public void Changed()
    {
        Interlocked.Increment(ref _generation);
        EmbeddedConsumer[] members;
        lock (_lock)
        {
            members = [.. _members];
        }

        foreach (var member in members)
        {
            member.Wake();
        }
    }
}
