namespace CityOps.EventLog.Embedded;

/// <summary>A topic of the embedded log, with the offsets of its partitions.</summary>
internal sealed class LogTopic(uint number, string name, string logId, LogPartition[] partitions)
{
    public uint Number => number;

    public string Name => name;

    public string LogId => logId;

    public LogPartition[] Partitions => partitions;

    public TopicDescription Description => new(name, logId, partitions.Length);
}

/// <summary>Offsets of one partition. Only the committer moves <see cref="End"/>, and only after the sync.</summary>
internal sealed class LogPartition(long earliest, long end)
{
    private long _earliest = earliest;
    private long _end = end;

    public long Earliest
    {
        get => Volatile.Read(ref _earliest);
        set => Volatile.Write(ref _earliest, value);
    }

    public long End
    {
        get => Volatile.Read(ref _end);
        set => Volatile.Write(ref _end, value);
    }
}
