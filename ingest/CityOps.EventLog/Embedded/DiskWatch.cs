using CityOps.EventLog.Progress;

namespace CityOps.EventLog.Embedded;

/// <summary>Since when the log's disk has no room, for whoever shows it: while nobody appends, nobody else would notice that it is full, or has room again.</summary>
internal sealed class DiskWatch(string folder, DiskRoom room, TimeProvider time)
{
    private readonly Lock _lock = new();
    private string? _refused;
    private DateTimeOffset? _since;

    /// <summary>Looks at the disk; null where there is room.</summary>
    public Outage? Outage
    {
        get
        {
            lock (_lock)
            {
                var reason = room.Want() ?? _refused;
                _since = reason is null ? null : _since ?? time.GetUtcNow();
                return reason is null ? null : new Outage($"the disk of the event log ({folder})", reason, _since!.Value);
            }
        }
    }

    /// <summary>A commit has failed. One that met the end of the disk, though the limit saw room, counts until the next one is written.</summary>
    public void Failed(EventLogException error)
    {
        lock (_lock)
        {
            _refused = error is LogFullException && room.Want() is null ? error.Message : null;
        }
    }

    /// <summary>A commit was written.</summary>
    public void Wrote()
    {
        lock (_lock)
        {
            _refused = null;
        }
    }
}
