using System.ComponentModel.DataAnnotations;

namespace CityOps.Pipelines.Retention;

/// <summary>Section <c>CityOps:Retention</c>: how long the event log keeps what has taken effect.</summary>
public sealed class RetentionOptions
{
    public const string Section = "CityOps:Retention";

    /// <summary>Messages older than this are dropped once every consumer is past them, in hours; 0 keeps them for ever.</summary>
    [Range(0, 1_000_000)]
    public int KeepHours { get; set; }

    /// <summary>How often it is looked for what may go.</summary>
    [Range(1, 10_080)]
    public int CheckMinutes { get; set; } = 60;
}
