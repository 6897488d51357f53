namespace CityOps.Warehouse.Embedded;

/// <summary>How an engine process runs; the supervisor sends it over standard input, so that the password is on no command line.</summary>
public sealed record EngineOptions
{
    /// <summary>The engine's own folder; one process holds it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The loopback port, or 0 for any free one.</summary>
    public int Port { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    /// <summary>Created at start, and the database of requests that name none.</summary>
    public string Database { get; init; } = "cityops";

    /// <summary>What the engine may allocate in all, in MiB; one query may take four fifths of it.</summary>
    public int MaxMemoryMb { get; init; } = DefaultMaxMemoryMb();

    /// <summary>How many statements run at a time; others wait.</summary>
    public int MaxConcurrent { get; init; } = Math.Clamp(Environment.ProcessorCount * 2, 4, 32);

    /// <summary>How many statements may wait; one more is refused with 202 TOO_MANY_SIMULTANEOUS_QUERIES.</summary>
    public int MaxWaiting { get; init; } = 256;

    /// <summary>Threads of one query; 0 = one a core.</summary>
    public int MaxThreads { get; init; }

    /// <summary>The process to die with, or 0 to live on its own.</summary>
    public int ParentProcessId { get; init; }

    /// <summary>35 % of the machine's (or container's) memory, at most 4 GiB and at least 512 MiB.</summary>
    public static int DefaultMaxMemoryMb() =>
        (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 35 / 100 / (1024 * 1024), 512, 4096);
}
