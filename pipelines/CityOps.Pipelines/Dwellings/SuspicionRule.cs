namespace CityOps.Pipelines.Dwellings;

/// <summary>Why a dwelling became a suspicion.</summary>
[Flags]
public enum SuspicionReasons
{
    None = 0,

    /// <summary>Even the lower bound of the estimate exceeds two people a room or one for each 5 m², and the use does not rule a group rental out.</summary>
    OverLegalLimit = 1,

    /// <summary>The estimate far exceeds the registered population, and the use looks like a group rental.</summary>
    FarMoreThanRegistered = 2,

    /// <summary>None: it was drawn at random, to learn how good the model is.</summary>
    RandomCheck = 4,
}

/// <summary>Decides which scores become suspicions. A statutory family is exempt from the limit per room, so the first reason does not hold for one.</summary>
public static class SuspicionRule
{
    public static SuspicionReasons Of(DwellingRow row, DwellingOptions options)
    {
        var reasons = SuspicionReasons.None;
        if (row.LegalLimit is { } limit && row.Low > limit && row.Probability >= options.MinProbabilityOverLimit && !string.Equals(row.Facts.Kinship, "family", StringComparison.Ordinal))
        {
            reasons |= SuspicionReasons.OverLegalLimit;
        }

        if (float.IsFinite(row.Registered) && row.Probability >= options.MinProbability && row.Occupants >= row.Registered + options.MinExcessPeople)
        {
            reasons |= SuspicionReasons.FarMoreThanRegistered;
        }

        return reasons;
    }
}

/// <summary>One dwelling's score beside what the register says.</summary>
public sealed record DwellingRow(
    int Index, ulong Key, DwellingFacts Facts, float Probability, float Occupants, float Low, float High, float Rooms, float FloorAreaM2, float Registered)
{
    public int? LegalLimit => Models.GroupRental.LegalLimit.Of(Rooms, FloorAreaM2);
}
