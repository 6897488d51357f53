using System.ComponentModel.DataAnnotations;

namespace CityOps.Pipelines.Dwellings;

/// <summary>Section <c>CityOps:Dwellings</c>: when a dwelling is scored and when its score becomes a suspicion.</summary>
public sealed class DwellingOptions
{
    public const string Section = "CityOps:Dwellings";

    /// <summary>A dwelling is scored where at least this share of its window of water or of electricity was read, 0 to 1.</summary>
    [Range(0, 1)]
    public double MinCoverage { get; set; } = 0.5;

    /// <summary>A dwelling is scored where each link to a meter is at least this sure, 0 to 1: others may be judged by their neighbours' use.</summary>
    [Range(0, 1)]
    public double MinMatchConfidence { get; set; } = 0.6;

    /// <summary>Fewest dwellings of one layout in one town that count as peers.</summary>
    [Range(1, 100_000)]
    public int FewestPeers { get; set; } = 10;

    /// <summary>Probability, 0 to 1, from which more people than registered become a suspicion.</summary>
    [Range(0, 1)]
    public double MinProbability { get; set; } = 0.5;

    /// <summary>Probability, 0 to 1, below which even more people than the limit allows are no suspicion: a couple with a child in one room is not worth a visit.</summary>
    [Range(0, 1)]
    public double MinProbabilityOverLimit { get; set; } = 0.05;

    /// <summary>How many more people than registered count as far more.</summary>
    [Range(0, 100)]
    public double MinExcessPeople { get; set; } = 3;

    /// <summary>The most suspicions of one run, the most probable first.</summary>
    [Range(0, 1_000_000)]
    public int MaxSuspicionsPerRun { get; set; } = 200;

    /// <summary>Share of <see cref="MaxSuspicionsPerRun"/>, 0 to 1, that goes to dwellings drawn at random in each week, whatever their score: without it nobody can say what the model misses.</summary>
    [Range(0, 1)]
    public double RandomShare { get; set; }

    /// <summary>The most dwellings of one run whose contributions are stored with the score, the most probable first.</summary>
    [Range(0, 1_000_000)]
    public int MaxExplainedPerRun { get; set; } = 2_000;
}
