using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Makes up a dwelling from the seed and its index: the same one each time, whatever the others are.</summary>
public sealed class DwellingPlanner(ulong seed, double groupRentalShare)
{
    public DwellingPlan Plan(int index)
    {
        var random = SeededRandom.For(seed, "dwelling", index);
        var kind = KindOf(random);
        var rooms = RoomsOf(kind, random);
        var people = PeopleOf(kind, rooms, random);
        var tenure = TenureOf(kind, random);
        var scale = HouseholdLevel.WaterScale(people) * Math.Exp(random.Normal(0, HouseholdParameters.HabitDeviation));
        return new DwellingPlan(
            index,
            kind,
            ResidentsOf(kind, people, random),
            rooms,
            Math.Round(Math.Max(24, random.Normal(18 + (26 * rooms), 4 + (4 * rooms))), 1),
            RegisteredOf(kind, people, tenure, random),
            KinshipOf(kind, random),
            tenure,
            scale,
            kind is DwellingKind.Subdivided ? Math.Max(rooms + 1, (people + 1) / 2) : rooms,
            random.Chance(HouseholdParameters.ElectricBoilerShare + (kind.IsGroupRental() ? 0.08 : 0)),
            kind is DwellingKind.Subdivided or DwellingKind.BedLetting or DwellingKind.StudentSharers,
            kind is DwellingKind.Leak ? random.Between(3, 18) : 0,
            kind is DwellingKind.ShopInFlat ? random.Between(0.5, 2) : 0);
    }

    private DwellingKind KindOf(SeededRandom random)
    {
        var draw = random.NextDouble();
        if (draw < groupRentalShare)
        {
            return random.Chance(HouseholdParameters.BedLettingShare) ? DwellingKind.BedLetting : DwellingKind.Subdivided;
        }

        draw = (draw - groupRentalShare) / Math.Max(1e-9, 1 - groupRentalShare);
        foreach (var (kind, share) in HouseholdParameters.LookAlikes)
        {
            draw -= share;
            if (draw < 0)
            {
                return kind;
            }
        }

        return DwellingKind.Family;
    }

    private static int RoomsOf(DwellingKind kind, SeededRandom random) => kind switch
    {
        DwellingKind.MultiGeneration or DwellingKind.StudentSharers or DwellingKind.BedLetting or DwellingKind.Subdivided => 2 + random.Below(3),
        _ => 1 + (random.NextDouble() switch { < 0.18 => 0, < 0.6 => 1, < 0.92 => 2, _ => 3 }),
    };

    private static int PeopleOf(DwellingKind kind, int rooms, SeededRandom random) => kind switch
    {
        DwellingKind.MultiGeneration => 5 + random.Below(3),
        DwellingKind.StudentSharers => Math.Min(2 * rooms, rooms + random.Below(rooms + 1)),
        DwellingKind.BedLetting => (int)Math.Round(rooms * random.Between(2.4, 4.6)),
        DwellingKind.Subdivided => rooms + 2 + random.Below(rooms + 4),
        DwellingKind.ShopInFlat or DwellingKind.HomeOffice or DwellingKind.NightShift => 1 + random.Below(3),
        _ => FamilySize(rooms, random),
    };

    private static int FamilySize(int rooms, SeededRandom random)
    {
        var draw = random.NextDouble();
        var size = 1;
        foreach (var upTo in HouseholdParameters.FamilySizes)
        {
            if (draw < upTo)
            {
                break;
            }

            size++;
        }

        return Math.Min(size, (2 * rooms) + 1);
    }

    private static Resident[] ResidentsOf(DwellingKind kind, int people, SeededRandom random)
    {
        var residents = new Resident[people];
        for (var i = 0; i < people; i++)
        {
            residents[i] = Resident.Make(OccupationOf(kind, i, random), random);
        }

        return residents;
    }

    private static Occupation OccupationOf(DwellingKind kind, int person, SeededRandom random) => kind switch
    {
        DwellingKind.BedLetting => random.Chance(0.12) ? Occupation.NightWorker : Occupation.ServiceWorker,
        DwellingKind.Subdivided => random.NextDouble() switch { < 0.55 => Occupation.ServiceWorker, < 0.9 => Occupation.Worker, _ => Occupation.NightWorker },
        DwellingKind.StudentSharers => Occupation.Student,
        DwellingKind.NightShift => person == 0 || random.Chance(0.5) ? Occupation.NightWorker : Occupation.Worker,
        DwellingKind.HomeOffice or DwellingKind.ShopInFlat => Occupation.AtHome,
        DwellingKind.MultiGeneration when person >= 4 => Occupation.AtHome,
        _ when person < 2 => random.NextDouble() switch { < 0.68 => Occupation.Worker, < 0.76 => Occupation.ServiceWorker, _ => Occupation.AtHome },
        _ => random.Chance(0.7) ? Occupation.Pupil : Occupation.AtHome,
    };

    private static Tenure TenureOf(DwellingKind kind, SeededRandom random)
    {
        var rented = kind switch
        {
            DwellingKind.BedLetting or DwellingKind.Subdivided => 0.8,
            DwellingKind.StudentSharers => 0.95,
            DwellingKind.MultiGeneration => 0.1,
            _ => 0.35,
        };
        return random.Chance(0.12) ? Tenure.Unknown : random.Chance(rented) ? Tenure.Rented : Tenure.Owner;
    }

    private static Kinship KinshipOf(DwellingKind kind, SeededRandom random) => kind switch
    {
        _ when random.Chance(0.3) => Kinship.Unknown,
        DwellingKind.BedLetting or DwellingKind.Subdivided => random.Chance(0.45) ? Kinship.Unrelated : Kinship.Family,
        DwellingKind.StudentSharers => Kinship.Unrelated,
        _ => Kinship.Family,
    };

    /// <summary>The register is wrong as registers are: children who moved out are still in it, tenants never got in, lodgers never will.</summary>
    private static int RegisteredOf(DwellingKind kind, int people, Tenure tenure, SeededRandom random)
    {
        if (kind.IsGroupRental())
        {
            return random.Chance(0.35) ? random.Below(2) : 1 + random.Below(4);
        }

        return tenure is Tenure.Rented
            ? random.Chance(0.5) ? people : random.Below(people + 1)
            : Math.Max(0, people + (random.NextDouble() switch { < 0.7 => 0, < 0.8 => -1, < 0.92 => 1, _ => 2 }));
    }
}
