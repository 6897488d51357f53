using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Water of a day, in litres: people at basins, cisterns and showers; laundry, cleaning and gardens; drips and leaks.</summary>
internal static class WaterUse
{
    /// <returns>Litres of warm shower water.</returns>
    public static double Play(in HomeDay home, in HomeState state, UtilityDay water, UtilityDay electricity)
    {
        var level = HouseholdLevel.WaterScale(home.Residents, home.Culture) * home.Habits.Water;
        var (events, volume) = HouseholdLevel.Split(level);
        var showered = 0.0;
        foreach (var person in home.Presence.People)
        {
            showered += Showers(home, person, events, volume, water);
            Sanitary(home, person, events, volume, water);
        }

        if (home.Kind is DwellingKind.LiveInCare && home.Presence.People.Count > 0)
        {
            Care(home, water);
        }

        if (home.Presence.People.Count > 0)
        {
            Laundry(home, events, volume, water, electricity);
            Cleaning(home, volume, water);
        }

        Fixtures(home, state, water);
        return showered;
    }

    private static double Showers(in HomeDay home, in PersonDay person, double events, double volume, UtilityDay water)
    {
        var random = home.Random;
        var warm = home.Culture.MeanC > 0 && home.Today.Temperature(home.Town, 15) > 28 ? 1.25 : 1;
        var rate = person.Showers * warm * Math.Sqrt(events);
        var total = 0.0;
        for (var count = (int)rate + (random.Chance(rate - (int)rate) ? 1 : 0); count > 0; count--)
        {
            var minutes = P.ShowerMinutes * Math.Exp(random.Normal(-0.12, P.ShowerLengthDeviation));
            var litres = minutes * home.Habits.ShowerLitresPerMinute * volume * 0.92;
            water.Add(ShowerAt(person, random), minutes / 60, litres);
            total += litres;
        }

        return total;
    }

    private static double ShowerAt(in PersonDay person, SeededRandom random)
    {
        if (person.ShowersInMorning && random.Chance(0.85))
        {
            var latest = Math.Min(person.OutFrom, person.SecondOutFrom);
            return Math.Min(person.Wakes + random.Between(0.05, 0.8), latest - 0.2);
        }

        if (random.Chance(0.5))
        {
            return AtHome(person, random);
        }

        var home = person.OutTo < 90 ? Math.Max(person.OutTo, person.SecondOutTo < 90 ? person.SecondOutTo : 0) : person.Wakes + 8;
        var late = person.Sleeps - random.Between(0.7, 4.2);
        return random.Chance(0.3) ? Math.Min(home + random.Between(0.1, 1), person.Sleeps - 0.2) : Math.Max(late, Math.Min(home + 0.1, person.Sleeps - 0.3));
    }

    private static double AtHome(in PersonDay person, SeededRandom random)
    {
        var at = random.Between(person.Wakes, person.Sleeps);
        for (var tries = 0; tries < 6 && (person.IsOut(at) || (at > person.Sleeps - 3 && random.Chance(0.45))); tries++)
        {
            at = random.Between(person.Wakes, person.Sleeps);
        }

        return at;
    }

    private static void Sanitary(in HomeDay home, in PersonDay person, double events, double volume, UtilityDay water)
    {
        var random = home.Random;
        var flush = home.Habits.FlushLitres;
        var tap = P.TapLitres * volume;
        Wash(home, person.Wakes + random.Between(0, 0.6), 0.75, tap * 1.6, water);
        Wash(home, person.Sleeps - random.Between(0, 1.2), 0.6, tap * 1.6, water);
        if (person.OutTo < 90)
        {
            Wash(home, person.OutTo + random.Between(0, 0.2), 0.55, tap * 1.6, water);
        }

        // People use water by spells: a visit to the bathroom, then hands, a glass, a vegetable.
        var awake = person.HoursAwakeAtHome;
        var spells = random.Poisson(Math.Min(12, awake * P.SpellsPerAwakeHour * events));
        for (; spells > 0; spells--)
        {
            var at = AtHome(person, random);
            if (!person.IsOut(at))
            {
                Spell(home, at, flush, tap, water);
            }
        }

        var night = person.Sleeps + random.Between(0.5, 7);
        if (random.Chance(P.FlushesPerNight) && !person.IsOut(night))
        {
            water.Add(night, 0.03, flush + random.Exponential(1));
        }
    }

    private static void Care(in HomeDay home, UtilityDay water)
    {
        for (var uses = home.Random.Poisson(P.CareUsesPerNight); uses > 0; uses--)
        {
            water.Add(home.Random.Between(0, 6), 0.05, home.Habits.FlushLitres + home.Random.Exponential(2 * P.TapLitres));
        }
    }

    private static void Wash(in HomeDay home, double at, double chance, double mean, UtilityDay water)
    {
        if (home.Random.Chance(chance))
        {
            water.Add(at, 0.05, (home.Random.Chance(0.65) ? home.Habits.FlushLitres : 0) + home.Random.Exponential(mean));
        }
    }

    private static void Spell(in HomeDay home, double at, double flush, double tap, UtilityDay water)
    {
        var random = home.Random;
        for (var flushes = random.Poisson(P.FlushesPerSpell); flushes > 0; flushes--)
        {
            water.Add(at + random.Exponential(0.15), 0.03, flush + random.Exponential(0.8));
        }

        for (var taps = random.Poisson(Math.Min(12, P.TapsPerSpell * home.Habits.Taps)); taps > 0; taps--)
        {
            water.Add(at + random.Exponential(0.3), 0.03, random.Exponential(tap));
        }
    }

    private static void Laundry(in HomeDay home, double events, double volume, UtilityDay water, UtilityDay electricity)
    {
        var random = home.Random;
        var week = (P.LaundryPerWeek + (P.LaundryPerPersonWeek * home.Presence.People.Count)) * home.Habits.LaundryRate * Math.Sqrt(events);
        var loads = random.Poisson(Math.Min(6, week / 7 * (home.Today.IsFree ? 1.5 : 0.8)));
        var at = home.Kind.IsShared() || (home.Today.IsFree && random.Chance(0.6)) ? random.Between(9, 20) : home.Habits.LaundryAt + random.Normal(0, home.Habits.LaundryVaries);
        for (; loads > 0; loads--)
        {
            // A machine fills three times; rinsing takes the most.
            var litres = home.Habits.LaundryLitres * Math.Sqrt(volume) * random.Between(0.7, 1.2);
            water.Add(at, 0.1, litres * 0.35);
            water.Add(at + 0.45, 0.08, litres * 0.32);
            water.Add(at + 0.75, 0.08, litres * 0.33);
            electricity.Add(at, 1.1, P.LaundryKwh);
            at += random.Between(1.1, 2);
        }
    }

    private static void Cleaning(in HomeDay home, double volume, UtilityDay water)
    {
        var random = home.Random;
        for (var chores = random.Poisson(Math.Min(8, P.ChoresPerDay * home.Habits.Chores * (home.Today.IsFree ? 1.7 : 1))); chores > 0; chores--)
        {
            var at = random.Chance(0.7) ? random.Normal(home.Today.IsFree ? 11.9 : 11, 1.7) : random.Normal(18, 2.2);
            if (home.Presence.Awake((int)Math.Clamp(at, 0, 23)) >= 1)
            {
                water.Add(at, random.Between(0.2, 1.6), volume * (3 + random.Exponential(random.Chance(P.LargeChoreShare) ? P.LargeChoreLitres : P.ChoreLitres)));
            }
        }

        if (home.Kind is DwellingKind.FishTank && home.Today.Day.DayNumber % 7 == home.Plan.Index % 7)
        {
            water.Add(random.Between(15, 21), 0.4, random.Between(60, 180));
        }

        if (home.Kind is DwellingKind.Decorating)
        {
            water.Add(random.Between(8, 16), 1, random.Between(10, 80));
        }
    }

    /// <summary>What runs whether anybody is in or not.</summary>
    private static void Fixtures(in HomeDay home, in HomeState state, UtilityDay water)
    {
        var random = home.Random;
        var habits = home.Habits;
        if (habits.GardenLitres > 0 && home.Today.Temperature(home.Town, 15) > 17 && random.Chance(0.6))
        {
            water.Add(habits.GardenAt, 0.4, habits.GardenLitres * random.Between(0.8, 1.2));
        }

        if (habits.StickingLitresPerHour > 0 && home.Presence.People.Count > 0 && random.Chance(P.StickingPerEvening))
        {
            // Whoever flushed last went to bed; in the morning somebody lifts the lid.
            var hours = random.Between(6, 10);
            water.Add(random.Between(21, 25), hours, hours * habits.StickingLitresPerHour);
        }

        var leak = habits.LeakLitresPerHour + habits.DripLitresPerHour + (home.Today.Day.DayNumber < state.LeakUntil ? state.LeakLitresPerHour : 0);
        for (var hour = 0; hour < home.Today.Clock.Hours; hour++)
        {
            var wall = home.Today.Clock.Wall(hour);
            var shop = habits.ShopScale > 0 && home.Presence.Total(wall) > 0 && wall >= habits.ShopOpens && wall < habits.ShopCloses ? habits.ShopScale * random.Exponential(14) : 0;
            if (leak + shop > 0)
            {
                water.AddHour(hour, leak + shop);
            }
        }
    }
}
