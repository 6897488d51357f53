using System.ComponentModel.DataAnnotations;

namespace CityOps.Pipelines.Watch;

/// <summary>Section <c>CityOps:Watch</c>: how the progress of the consumers is looked at.</summary>
public sealed class WatchOptions
{
    public const string Section = "CityOps:Watch";

    /// <summary>How often positions are compared with the ends of the log, for metrics and health.</summary>
    [Range(100, 3_600_000)]
    public int SampleMs { get; set; } = 5_000;
}
