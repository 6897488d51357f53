namespace CityOps.Models.MuckTruck;

/// <summary>What the score of a suspected dumping rests on.</summary>
/// <param name="WasFull">Full, not half full, before.</param>
/// <param name="BedLifted">The bed was seen lifted at the stop.</param>
/// <param name="LidOpened">The lid was seen open at the stop.</param>
/// <param name="InForbiddenSite">The stop lies in a site of kind forbidden.</param>
/// <param name="NearestPermittedM">How far the nearest permitted site is; null where none is within reach.</param>
public sealed record DumpingSigns(bool WasFull, bool BedLifted, bool LidOpened, bool InForbiddenSite, double? NearestPermittedM);

/// <summary>
/// How much a stop speaks for dumping, 0 to 1: an ordering of cases for a person to look at, not a probability. The weights are set by
/// hand until visits have brought enough labels to learn them.
/// </summary>
public static class DumpingScore
{
    // Loaded, stopped, left empty outside of every permitted site: that alone is worth a look.
    private const double Base = 0.5;
    private const double FarM = 200;

    public static double Of(DumpingSigns signs)
    {
        var score = Base
            + (signs.WasFull ? 0.1 : 0)
            + (signs.BedLifted ? 0.15 : 0)
            + (signs.LidOpened ? 0.05 : 0)
            + (signs.InForbiddenSite ? 0.1 : 0)
            + (signs.NearestPermittedM is not { } metres || metres > FarM ? 0.1 : 0.1 * metres / FarM);
        return Math.Round(Math.Min(1, score), 3);
    }
}
