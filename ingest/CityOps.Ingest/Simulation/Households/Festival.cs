using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Who travels home for Spring Festival (春节), from when to when; follows from the person alone, so that nothing has to be remembered.</summary>
internal static class Festival
{
    public static bool IsAway(DwellingKind kind, ulong seed, int dwelling, int person, int? fromNewYear)
    {
        if (fromNewYear is not { } days)
        {
            return false;
        }

        var subject = (dwelling * 64L) + person;
        var leaves = kind.IsShared() ? P.LodgersLeaveForFestival : P.ResidentsLeaveForFestival;
        var isShared = kind.IsShared();

        // A family travels together: its first member decides.
        var who = isShared ? subject : dwelling * 64L;
        if (SeededRandom.Share(seed, (ulong)Purpose.Festival, who, 0) >= leaves)
        {
            return false;
        }

        var (early, late) = (SeededRandom.Share(seed, (ulong)Purpose.Festival, who, 1), SeededRandom.Share(seed, (ulong)Purpose.Festival, who, 2));
        return isShared ? days >= -2 - (int)(early * 10) && days <= 6 + (int)(late * 12) : days >= -1 - (int)(early * 3) && days <= 4 + (int)(late * 4);
    }
}
