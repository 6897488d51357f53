using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Makes up a dwelling from the seed and its index: the same one each time, whatever the others are.</summary>
public sealed class DwellingPlanner(ulong seed, HouseholdOptions options, DateOnly from, DateOnly to)
{
    public DwellingPlan Plan(int index)
    {
        var random = SeededRandom.For(seed, "dwelling", index);
        var like = options.Like.Count > 0 ? options.Like[index % options.Like.Count] : null;
        var kind = like is null ? KindOf(random) : DwellingKind.Family;
        var rooms = like?.Rooms ?? RoomsOf(kind, random);
        var inUse = RoomsInUse(kind, rooms, random);
        var people = like?.Members ?? Household.PeopleOf(kind, rooms, inUse, random);
        var area = Math.Round(like?.AreaBetween(random) ?? Math.Max(24, random.Normal(18 + (26 * rooms), 4 + (4 * rooms))), 1);
        var tenure = Registration.TenureOf(kind, random);
        var habits = HomeHabits.Make(kind, area, options.Culture, options.Hardships, random);
        var residents = Household.ResidentsOf(kind, people, options.Culture, random);
        var (opens, closes) = kind.IsGroupRental() ? RentalDays(random) : (null, null);
        var before = kind.IsGroupRental() && !random.Chance(0.3) ? Household.ResidentsOf(DwellingKind.Family, 1 + random.Below(3), options.Culture, random) : [];
        return new DwellingPlan(
            index, kind, residents, rooms, area, Registration.RegisteredOf(kind, people, tenure, random), Registration.KinshipOf(kind, random), tenure, inUse, habits, before, opens, closes);
    }

    private DwellingKind KindOf(SeededRandom random)
    {
        var draw = random.NextDouble();
        if (draw < options.GroupRentalShare)
        {
            return random.NextDouble() switch { < P.BedLettingShare => DwellingKind.BedLetting, < P.BedLettingShare + P.DormitoryShare => DwellingKind.StaffDormitory, _ => DwellingKind.Subdivided };
        }

        draw = (draw - options.GroupRentalShare) / Math.Max(1e-9, 1 - options.GroupRentalShare);
        foreach (var (kind, share) in options.LookAlikes)
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
        DwellingKind.MultiGeneration or DwellingKind.LargeFamily or DwellingKind.StudentSharers or DwellingKind.CoTenants or DwellingKind.StaffFlat => 2 + random.Below(3),
        _ when kind.IsGroupRental() => 2 + random.NextDouble() switch { < 0.4 => 0, < 0.88 => 1, _ => 2 },
        _ => 1 + random.NextDouble() switch { < 0.18 => 0, < 0.6 => 1, < 0.92 => 2, _ => 3 },
    };

    private static int RoomsInUse(DwellingKind kind, int rooms, SeededRandom random) =>
        kind is DwellingKind.Subdivided ? rooms + 1 + random.Below(3) : rooms;

    // The day after the last and the first day of a letting; most are open all the time.
    private (DateOnly? Opens, DateOnly? Closes) RentalDays(SeededRandom random)
    {
        var days = Math.Max(1, to.DayNumber - from.DayNumber);
        DateOnly? opens = random.Chance(days * P.RentalTurnoverPerDay) ? from.AddDays(random.Below(days)) : DateOnly.MinValue;
        DateOnly? closes = opens == DateOnly.MinValue && random.Chance(days * P.RentalTurnoverPerDay) ? from.AddDays(random.Below(days)) : DateOnly.MaxValue;
        return (opens, closes);
    }
}
