using System.ComponentModel.DataAnnotations;

namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>Section <c>CityOps:Drift</c>: when the district counts as moved.</summary>
public sealed class DriftOptions
{
    public const string Section = "CityOps:Drift";

    /// <summary>Population stability index from which a value has moved; 0.25 is the usual rule of thumb for "much" (Siddiqi 2006).</summary>
    [Range(0.01, 10)]
    public double MaxPsi { get; set; } = 0.25;

    /// <summary>From so many moved features on it is an alert; one alone may be a season's or a meter maker's.</summary>
    [Range(1, 1_000)]
    public int FewestFeatures { get; set; } = 5;

    /// <summary>Fewest dwellings that anything is said of.</summary>
    [Range(1, 1_000_000)]
    public int FewestRows { get; set; } = 100;

    /// <summary>Days of recent visits; as many as four times that before them are what they are held against.</summary>
    [Range(7, 730)]
    public int OutcomeDays { get; set; } = 90;

    /// <summary>Fewest visits on either side.</summary>
    [Range(5, 100_000)]
    public int FewestVisits { get; set; } = 20;

    /// <summary>Standard errors between the two shares of confirmed visits from which they differ.</summary>
    [Range(1, 10)]
    public double MaxStandardErrors { get; set; } = 3;
}
