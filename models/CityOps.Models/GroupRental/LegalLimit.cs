namespace CityOps.Models.GroupRental;

/// <summary>The reference limit of Shanghai's rules since 2014-05-01: at most two people a room designed for living, at least 5 m² each. A hint, never a verdict: a statutory family is exempt.</summary>
public static class LegalLimit
{
    public const int PeoplePerRoom = 2;
    public const double SquareMetresPerPerson = 5;

    /// <summary>People a dwelling may lawfully be let to; null where its rooms are not known.</summary>
    public static int? Of(float rooms, float floorAreaM2)
    {
        if (!float.IsFinite(rooms) || rooms < 1)
        {
            return null;
        }

        var byRooms = PeoplePerRoom * (int)rooms;
        return float.IsFinite(floorAreaM2) && floorAreaM2 > 0 ? Math.Min(byRooms, (int)(floorAreaM2 / SquareMetresPerPerson)) : byRooms;
    }
}
