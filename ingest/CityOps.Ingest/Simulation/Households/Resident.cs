using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>How a person spends the days.</summary>
public enum Occupation
{
    /// <summary>Office hours, Monday to Friday.</summary>
    Worker,

    Pupil,
    AtHome,
    Retired,

    /// <summary>Works at a desk at home on most days.</summary>
    HomeWorker,

    /// <summary>Works nights, sleeps by day.</summary>
    NightWorker,

    /// <summary>Long shifts in shops, kitchens, deliveries or on sites, weekends too.</summary>
    ServiceWorker,

    Student,
    Baby,
}

/// <summary>A person's usual hours, local clock; each day varies around them.</summary>
/// <param name="Leaves">Hour of leaving on a day out; equal to <paramref name="Returns"/> for somebody who stays. Hours beyond 24 are of the next day.</param>
/// <param name="Showers">Showers a day.</param>
/// <param name="ShowersInMorning">Whether showers come after waking rather than before sleep.</param>
/// <param name="LunchesAtHome">Whether work is broken by lunch at home.</param>
/// <param name="Varies">How far a day strays from the usual hours, relative to others.</param>
public readonly record struct Resident(
    Occupation Occupation, float Wakes, float Leaves, float Returns, float Sleeps, float Showers, bool ShowersInMorning, bool LunchesAtHome, bool HasBicycle, float Varies)
{
    /// <summary>Whether the free days are those of shifts rather than the weekend.</summary>
    public bool WorksShifts => Occupation is Occupation.ServiceWorker or Occupation.NightWorker;

    /// <param name="morningShowers">How likely this person showers in the morning: people of one home are alike.</param>
    public static Resident Make(Occupation occupation, Culture culture, double morningShowers, SeededRandom random)
    {
        var showers = P.ShowersPerPersonDay * Math.Exp(random.Normal(-0.06, 0.35)) * (occupation is Occupation.Retired ? 0.75 : 1);
        var morning = random.Chance(morningShowers);
        var lunch = random.Chance(culture.LunchAtHome);
        var bicycle = occupation is Occupation.ServiceWorker && random.Chance(P.BicycleShare);
        var varies = Math.Exp(random.Normal(0, 0.4));
        var (wakes, leaves, returns, sleeps) = Hours(occupation, culture, random);
        return new Resident(
            occupation, (float)wakes, (float)leaves, (float)returns, (float)sleeps, (float)Math.Min(1.6, showers), morning, lunch, bicycle, (float)varies);
    }

    private static (double Wakes, double Leaves, double Returns, double Sleeps) Hours(Occupation occupation, Culture culture, SeededRandom random)
    {
        var (work, school) = (culture.Work, culture.School);
        switch (occupation)
        {
            case Occupation.Worker:
                var early = Math.Max(-0.7, random.Normal(0.3, 1.05));
                return (work.Wakes + early, work.Leaves + early + random.Normal(0, 0.3), work.Returns + random.Normal(0, 1.2), work.Sleeps + random.Normal(0, 1.3));
            case Occupation.Pupil:
                return (school.Wakes + random.Normal(0, 0.3), school.Leaves + random.Normal(0, 0.25), school.Returns + random.Normal(0, 0.8), school.Sleeps + random.Normal(0, 0.6));
            case Occupation.Student:
                return (work.Wakes + 1.4 + random.Normal(0, 0.9), work.Leaves + 1.6 + random.Normal(0, 0.9), work.Returns - 0.8 + random.Normal(0, 2), work.Sleeps + 1.1 + random.Normal(0, 0.8));
            case Occupation.NightWorker:
                return (random.Normal(14.5, 0.8), random.Normal(19.8, 0.9), random.Normal(31, 0.9), random.Normal(32.2, 0.7));
            case Occupation.ServiceWorker:
                var wakes = random.NextDouble() switch { < 0.45 => random.Normal(6.3, 0.8), < 0.8 => random.Normal(8.8, 0.8), _ => random.Normal(11.5, 1) };
                wakes += 2 * Math.Max(0, work.Wakes - 6.8);
                return (wakes, wakes + random.Between(0.5, 1.4), wakes + random.Between(10.5, 13.5), wakes + random.Between(15, 17));
            default:
                var home = occupation is Occupation.Retired ? -0.9 : 0.3;
                return (work.Wakes + home + Math.Max(-0.6, random.Normal(0.9, 1.4)), 0, 0, work.Sleeps + (home / 2) + random.Normal(0, 1.3));
        }
    }
}
