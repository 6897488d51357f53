namespace CityOps.Ingest.Simulation.Households;

/// <summary>How a person spends the days.</summary>
public enum Occupation
{
    /// <summary>Office hours, Monday to Friday.</summary>
    Worker,

    Pupil,
    AtHome,

    /// <summary>Works nights, sleeps by day.</summary>
    NightWorker,

    /// <summary>Long shifts in shops, kitchens, deliveries or on sites, weekends too.</summary>
    ServiceWorker,

    Student,
}

/// <summary>A person's usual hours, local clock; each day varies around them.</summary>
/// <param name="Leaves">Hour of leaving on a day out; equal to <paramref name="Returns"/> for somebody who stays.</param>
/// <param name="ShowersInMorning">Whether showers come after waking rather than before sleep.</param>
public readonly record struct Resident(Occupation Occupation, double Wakes, double Leaves, double Returns, double Sleeps, bool ShowersInMorning, bool HasBicycle)
{
    public static Resident Make(Occupation occupation, SeededRandom random)
    {
        var morning = random.Chance(0.28);
        var bicycle = occupation is Occupation.ServiceWorker && random.Chance(HouseholdParameters.BicycleShare);
        return occupation switch
        {
            Occupation.Worker => Of(random.Normal(6.8, 0.6), random.Normal(8.1, 0.6), random.Normal(18.6, 1.1), random.Normal(22.8, 0.8)),
            Occupation.Pupil => Of(random.Normal(6.5, 0.4), random.Normal(7.5, 0.3), random.Normal(16.6, 0.8), random.Normal(21.6, 0.6)),
            Occupation.AtHome => Of(random.Normal(6.2, 0.9), 0, 0, random.Normal(21.8, 0.9)),
            Occupation.NightWorker => Of(random.Normal(14.5, 0.8), random.Normal(19.5, 1), random.Normal(31, 1), random.Normal(32, 0.8)),
            Occupation.Student => Of(random.Normal(8.3, 1), random.Normal(9.4, 1), random.Normal(17.5, 2.2), random.Normal(24, 0.8)),
            Occupation.ServiceWorker => Staggered(random.Between(4.5, 12)),
            _ => throw new ArgumentOutOfRangeException(nameof(occupation), occupation, "Unknown occupation."),
        };

        Resident Of(double wakes, double leaves, double returns, double sleeps) => new(occupation, wakes, leaves, returns, sleeps, morning, bicycle);

        Resident Staggered(double wakes) => Of(wakes, wakes + random.Between(0.6, 1.5), wakes + random.Between(10.5, 13.5), wakes + random.Between(15.5, 17.5));
    }
}
