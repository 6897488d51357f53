using System.ComponentModel.DataAnnotations;

namespace CityOps.Pipelines.Landing;

/// <summary>Section <c>CityOps:Landing</c>.</summary>
public sealed class LandingOptions
{
    public const string Section = "CityOps:Landing";

    /// <summary>More rows than this are no batch.</summary>
    public const int MostBatchRows = 16_000_000;

    /// <summary>A batch closes once it holds this many rows.</summary>
    [Range(1, MostBatchRows)]
    public int MaxBatchRows { get; set; } = 250_000;

    /// <summary>A batch closes once its messages have this many bytes.</summary>
    [Range(1, 1L << 31)]
    public long MaxBatchBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>A batch closes once its first message has waited this long.</summary>
    [Range(0, 600_000)]
    public int MaxBatchAgeMs { get; set; } = 500;

    /// <summary>What all partitions together may hold between the log and the warehouse; beyond it reading pauses.</summary>
    [Range(1, 1L << 34)]
    public long MaxBufferedBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>The first pause after a failed write; it doubles, with jitter, up to <see cref="MaxRetryDelayMs"/>.</summary>
    [Range(1, 60_000)]
    public int MinRetryDelayMs { get; set; } = 200;

    /// <summary>The longest pause between two attempts of a failed write; at least <see cref="MinRetryDelayMs"/>.</summary>
    [Range(1, 600_000)]
    public int MaxRetryDelayMs { get; set; } = 15_000;

    /// <summary>How long work in flight may go on when a partition is revoked or the process stops.</summary>
    [Range(0, 600_000)]
    public int RevokeGraceMs { get; set; } = 10_000;

    /// <summary>A step that has been under way for this long is reported as slow, and health as degraded.</summary>
    [Range(100, 3_600_000)]
    public int SlowStepMs { get; set; } = 30_000;

    /// <summary>
    /// So many messages refused by the warehouse for what they hold, one after another with none between them that goes in, stop the
    /// partition instead of becoming dead letters: the table is at fault.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxRefusedInARow { get; set; } = 100;

    /// <summary>Two readings further apart than this are not differenced.</summary>
    [Range(1, 3_650)]
    public int MaxIntervalDays { get; set; } = 400;

    /// <summary>Links of a lower match confidence than this book nothing to their dwelling, 0 to 1.</summary>
    [Range(0, 1)]
    public double MinMatchConfidence { get; set; } = 0.5;

    /// <summary>Of so many meters a partition the last readings stay in memory, about 0.6 KB a register, so that what comes in order needs no look into the warehouse.</summary>
    [Range(0, 100_000_000)]
    public int MaxRememberedMeters { get; set; } = 50_000;

    /// <summary>So many partitions derive from a batch at a time: each holds its hours in memory, here and in the engine. Others land meanwhile.</summary>
    [Range(1, 1_024)]
    public int MaxDerivingPartitions { get; set; } = 2;

    /// <summary>How long changed days gather until <c>dwelling_days</c> is filled anew.</summary>
    [Range(10, 600_000)]
    public int DaysRefreshMs { get; set; } = 15_000;

    /// <summary>Health is degraded once changed days have waited this long to be filled into <c>dwelling_days</c>, or filling has failed for this long.</summary>
    [Range(1_000, 86_400_000)]
    public int MaxDaysLagMs { get; set; } = 900_000;

    /// <summary>More water than this between two readings is an implausible jump, m³/h: what a DN25 domestic meter can pass.</summary>
    [Range(0.001, 1e9)]
    public double MaxWaterM3PerHour { get; set; } = 7;

    /// <summary>More gas than this is an implausible jump, m³/h: what a G6 domestic meter can pass.</summary>
    [Range(0.001, 1e9)]
    public double MaxGasM3PerHour { get; set; } = 10;

    /// <summary>More electricity than this is an implausible jump, kW: three phases of 100 A at 220 V are 66.</summary>
    [Range(0.001, 1e9)]
    public double MaxElectricityKw { get; set; } = 66;
}
