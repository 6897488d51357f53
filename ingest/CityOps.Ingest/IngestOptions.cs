using System.ComponentModel.DataAnnotations;

namespace CityOps.Ingest;

/// <summary>Section <c>CityOps:Ingest</c>: what the border holds in memory at most, and when it asks senders to wait.</summary>
public sealed class IngestOptions
{
    public const string Section = "CityOps:Ingest";

    /// <summary>Uploads in progress at once; one more is answered 429.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentUploads { get; set; } = 64;

    /// <summary>
    /// What uploads in progress may hold together. One of known length counts its length, twice; others, and longer ones, count two batches.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxInFlightMegabytes { get; set; } = 256;

    /// <summary>What a 429 or 503 tells the sender to wait.</summary>
    [Range(1, 3_600)]
    public int RetryAfterSeconds { get; set; } = 2;

    /// <summary>The most rows that are decoded, pseudonymised and appended as one.</summary>
    [Range(1, 1_000_000)]
    public int BatchRows { get; set; } = 65_536;

    /// <summary>The most bytes of a body, decompressed, that become one batch.</summary>
    [Range(1, 512)]
    public int BatchMegabytes { get; set; } = 8;

    /// <summary>A longer row is rejected.</summary>
    [Range(1, 65_536)]
    public int MaxRowKilobytes { get; set; } = 1_024;

    /// <summary>
    /// How far ahead of this machine's clock something may have been observed (<c>read_at</c>, <c>at</c>). What lies further in the future is rejected: a
    /// clock that is wrong by years would otherwise stand as the last reading for ever.
    /// </summary>
    [Range(0, 52_560_000)]
    public int MaxFutureMinutes { get; set; } = 1_440;

    /// <summary>How much of a rejected row is sealed into its dead letter; the rest is cut.</summary>
    [Range(1, 512)]
    public int MaxSealedRowKilobytes { get; set; } = 128;

    /// <summary>How many rejected rows the answer shows; all are counted and dead-lettered.</summary>
    [Range(0, 10_000)]
    public int MaxShownRejections { get; set; } = 100;
}
