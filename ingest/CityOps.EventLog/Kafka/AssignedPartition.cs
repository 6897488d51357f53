namespace CityOps.EventLog.Kafka;

/// <summary>One partition as long as it is assigned; an assignment anew makes a new object, so that what was read before can be told.</summary>
internal sealed class AssignedPartition(TopicPartition partition)
{
    private long _next;
    private volatile bool _paused;

    public TopicPartition Partition => partition;

    /// <summary>Which log its offsets belong to; empty until it has started.</summary>
    public string LogId { get; private set; } = "";

    /// <summary>Whether the listener has said where to start; before that, nothing is handed out.</summary>
    public bool Started { get; private set; }

    /// <summary>A seek that still has to reach librdkafka; what arrives until then is of the old position.</summary>
    public long? PendingSeek { get; set; }

    /// <summary>Read, but not handed out: a neighbour in the queue, or read just before a pause.</summary>
    public Queue<LogRecord> Held { get; } = new();

    public bool Paused
    {
        get => _paused;
        set => _paused = value;
    }

    /// <summary>Where Kafka said last that there is nothing more.</summary>
    public long End { get; set; }

    /// <summary>The offset of the next record to hand out.</summary>
    public long Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <param name="next">The offset of the first record to hand out.</param>
    public void Start(string logId, long next)
    {
        (LogId, Next) = (logId, next);
        Started = true;
    }
}
