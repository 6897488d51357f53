using System.ComponentModel.DataAnnotations;

namespace CityOps.Pipelines.Streaming;

/// <summary>Section <c>CityOps:Streaming</c>: how stream processors consume.</summary>
public sealed class StreamingOptions
{
    public const string Section = "CityOps:Streaming";

    /// <summary>A step closes once it holds this many rows.</summary>
    [Range(1, 16_000_000)]
    public int MaxBatchRows { get; set; } = 200_000;

    /// <summary>A step closes once its messages have this many bytes.</summary>
    [Range(1, 1L << 31)]
    public long MaxBatchBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>A step closes once its first message has waited this long: what it finds is known no sooner.</summary>
    [Range(0, 600_000)]
    public int MaxBatchAgeMs { get; set; } = 40;

    /// <summary>
    /// The processor's whole state is written this long after the last time, and when nothing waits; 0 writes it after each step. After a crash the
    /// steps since then are done again.
    /// </summary>
    [Range(0, 600_000)]
    public int CommitIntervalMs { get; set; } = 1_000;

    /// <summary>Emitted rows of a partition that the warehouse has not taken; beyond it no further step begins until they are in.</summary>
    [Range(1, 1L << 31)]
    public long MaxWaitingRows { get; set; } = 1_000_000;

    /// <summary>What all partitions of one processor together may hold between the log and their workers.</summary>
    [Range(1, 1L << 34)]
    public long MaxBufferedBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>References that some partition of one processor has yet to take are held in memory up to this; a partition that stands back further reads the log instead.</summary>
    [Range(0, 1L << 34)]
    public long MaxHeldReferenceBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>About so many bytes of references go into one step of a partition; more of them make another step. What a processor may have to take at once, and do again after a crash.</summary>
    [Range(1, 1L << 31)]
    public long MaxStepReferenceBytes { get; set; } = 16L * 1024 * 1024;

    /// <summary>How long a step under way may go on when a partition is revoked or the process stops.</summary>
    [Range(0, 600_000)]
    public int RevokeGraceMs { get; set; } = 10_000;

    /// <summary>How often a partition without new records looks for new references.</summary>
    [Range(1, 600_000)]
    public int IdleWaitMs { get; set; } = 200;
}
