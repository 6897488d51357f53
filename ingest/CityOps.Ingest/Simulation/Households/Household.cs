using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Who lives in a dwelling of a kind.</summary>
internal static class Household
{
    public static int PeopleOf(DwellingKind kind, int rooms, int roomsInUse, SeededRandom random) => kind switch
    {
        DwellingKind.Vacant => 0,
        DwellingKind.MultiGeneration => 5 + random.NextDouble() switch { < 0.5 => 0, < 0.85 => 1, _ => 2 },
        DwellingKind.LargeFamily => 5 + random.Below(2),
        DwellingKind.StudentSharers => Math.Min(2 * rooms, rooms + random.Below(2)),
        DwellingKind.LiveInCare => 2 + (random.Chance(0.4) ? 1 : 0),
        DwellingKind.StaffFlat => (2 * rooms) - random.Below(2),
        DwellingKind.CoTenants => rooms + (random.Chance(0.4) ? 1 : 0),
        DwellingKind.BedLetting => (int)Math.Round(rooms * random.Between(2.2, 4.4)),
        DwellingKind.StaffDormitory => (int)Math.Round(rooms * random.Between(1.8, 3.6)),
        DwellingKind.Subdivided => Enumerable.Range(0, roomsInUse).Sum(_ => random.NextDouble() switch { < 0.08 => 0, < 0.58 => 1, _ => 2 }) + 1,
        DwellingKind.ShopInFlat or DwellingKind.HomeOffice or DwellingKind.NightShift => 1 + random.Below(3),
        DwellingKind.Newborn => 3 + random.Below(2),
        DwellingKind.ShortLet => 2 + random.Below(4),
        DwellingKind.Decorating => 2,
        _ => FamilySize(rooms, random),
    };

    public static Resident[] ResidentsOf(DwellingKind kind, int people, Culture culture, SeededRandom random)
    {
        var retired = people <= 2 && kind is DwellingKind.Family or DwellingKind.ElectricHeating or DwellingKind.Leak && random.Chance(P.RetiredShare);
        var morningShowers = random.Chance(culture.MorningShowers) ? 0.85 : 0.12;
        var residents = new Resident[people];
        for (var i = 0; i < people; i++)
        {
            residents[i] = Resident.Make(retired ? Occupation.Retired : OccupationOf(kind, i, people, culture, random), culture, morningShowers, random);
        }

        return residents;
    }

    private static Occupation OccupationOf(DwellingKind kind, int person, int people, Culture culture, SeededRandom random) => kind switch
    {
        DwellingKind.BedLetting => random.NextDouble() switch { < 0.15 => Occupation.NightWorker, < 0.35 => Occupation.Worker, _ => Occupation.ServiceWorker },
        DwellingKind.Subdivided => random.NextDouble() switch { < 0.4 => Occupation.ServiceWorker, < 0.9 => Occupation.Worker, _ => Occupation.NightWorker },
        DwellingKind.LiveInCare => person == people - 1 ? Occupation.AtHome : Occupation.Retired,
        DwellingKind.StaffDormitory or DwellingKind.StaffFlat => person % 3 == 2 ? Occupation.NightWorker : Occupation.ServiceWorker,
        DwellingKind.StudentSharers => Occupation.Student,
        DwellingKind.CoTenants => random.Chance(0.75) ? Occupation.Worker : Occupation.ServiceWorker,
        DwellingKind.NightShift => person == 0 ? Occupation.NightWorker : Occupation.Worker,
        DwellingKind.HomeOffice => person == 0 || random.Chance(0.4) ? Occupation.HomeWorker : Occupation.Worker,
        DwellingKind.ShopInFlat or DwellingKind.ShortLet => Occupation.AtHome,
        DwellingKind.Newborn when person == people - 1 => Occupation.Baby,
        DwellingKind.Newborn when person == 1 => Occupation.AtHome,
        DwellingKind.MultiGeneration when person >= 4 => Occupation.Retired,
        _ when person < 2 && random.Chance(culture.AtHome) => Occupation.AtHome,
        _ when person < 2 => random.NextDouble() switch { < 0.76 => Occupation.Worker, < 0.9 => Occupation.ServiceWorker, _ => Occupation.HomeWorker },
        _ => random.NextDouble() switch { < 0.66 => Occupation.Pupil, < 0.85 => Occupation.AtHome, _ => Occupation.Worker },
    };

    private static int FamilySize(int rooms, SeededRandom random)
    {
        var draw = random.NextDouble();
        var size = 1;
        foreach (var upTo in P.FamilySizes)
        {
            if (draw < upTo)
            {
                break;
            }

            size++;
        }

        return Math.Min(size, (2 * rooms) + 1);
    }
}
