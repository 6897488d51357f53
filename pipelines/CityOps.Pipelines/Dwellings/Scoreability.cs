namespace CityOps.Pipelines.Dwellings;

/// <summary>Whether a dwelling can be scored at all, and why not.</summary>
public enum Scoreability
{
    Scoreable,

    /// <summary>Its meter counts several dwellings: what they use together says nothing of one of them.</summary>
    SharedMeter,

    /// <summary>Which meter is its own is not sure enough.</summary>
    WeakMatch,

    /// <summary>Too little of the window was read.</summary>
    TooLittleRead,
}

/// <summary>Decides what is scored. A master meter comes before all else: no reading of it helps.</summary>
public static class ScoreabilityRule
{
    public static Scoreability Of(DwellingFacts facts, float waterCoverage, float electricityCoverage, DwellingOptions options)
    {
        if (facts.HasSharedMeter)
        {
            return Scoreability.SharedMeter;
        }

        if (facts.MatchConfidence < options.MinMatchConfidence)
        {
            return Scoreability.WeakMatch;
        }

        return waterCoverage >= options.MinCoverage || electricityCoverage >= options.MinCoverage ? Scoreability.Scoreable : Scoreability.TooLittleRead;
    }
}
