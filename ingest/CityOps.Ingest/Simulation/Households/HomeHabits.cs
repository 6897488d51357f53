using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>What a household has and how it uses it; drawn once. Litres are before the level of its size is applied.</summary>
/// <param name="Water">Litres of this household relative to others of its size; the heavy tail of homes.</param>
/// <param name="Cooks">Chance that a meal at home is cooked.</param>
/// <param name="MealsLater">Hours by which meals are later than is usual.</param>
/// <param name="Chores">How much is cleaned and washed by hand, relative to others.</param>
/// <param name="CooksLunch">The same of lunch, relative to other meals.</param>
/// <param name="LaundryAt">Usual hour of washing, and <paramref name="LaundryVaries"/> how far it strays, hours.</param>
/// <param name="TripsPerDay">Chance a day that everybody leaves for some days.</param>
/// <param name="TripDays">Mean days of a trip.</param>
/// <param name="WeekendAway">Chance that a weekend is spent elsewhere.</param>
/// <param name="Outgoing">How often and long free time is spent out of the house, relative to others.</param>
/// <param name="Appliances">Electricity relative to others of its size.</param>
/// <param name="HeatsWaterByNight">Whether the boiler runs by a timer in the hours of the cheap tariff.</param>
/// <param name="CoolingNeed">How freely air conditioners are used, 0 to about 2.</param>
/// <param name="LeakLitresPerHour">What always runs, and <paramref name="StickingLitresPerHour"/> what runs through the night when the cistern sticks.</param>
/// <param name="ShopOpens">Hour of the day a shop begins to work at, and <paramref name="ShopCloses"/> ends at.</param>
public sealed record HomeHabits(
    double Water,
    double ShowerLitresPerMinute,
    double FlushLitres,
    double Taps,
    double Cooks,
    double CooksLunch,
    bool HasDishwasher,
    double MealsLater,
    double Chores,
    double LaundryLitres,
    double LaundryRate,
    double LaundryAt,
    double LaundryVaries,
    double DripLitresPerHour,
    double GardenLitres,
    double GardenAt,
    double TripsPerDay,
    double TripDays,
    double WeekendAway,
    double Outgoing,
    double Appliances,
    double CoolingNeed,
    double HeatingNeed,
    bool HasElectricBoiler,
    bool HeatsWaterByNight,
    bool HasGas,
    bool HasGasHeating,
    bool HasEv,
    double PvKw,
    double LeakLitresPerHour,
    double StickingLitresPerHour,
    double ShopScale,
    int ShopOpens,
    int ShopCloses)
{
    public static HomeHabits Make(DwellingKind kind, double floorAreaM2, Culture culture, Hardships hardships, SeededRandom random)
    {
        var water = Math.Exp(random.Normal(0, P.HabitDeviation)) * (random.Chance(P.HeavyHabitShare) ? Math.Exp(Math.Abs(random.Normal(0, P.HeavyHabitDeviation))) : 1);
        var lodgers = kind.IsGroupRental();
        var hasCars = hardships.HasFlag(Hardships.CarsAndRoofs);
        var morningLaundry = random.Chance(0.55);
        var isEarly = kind is DwellingKind.ShopInFlat && random.Chance(P.BreakfastShare);
        var (runs, sticks) = kind is DwellingKind.Leak ? Leak(random) : (0, 0);
        return new HomeHabits(
            lodgers ? Math.Exp(random.Normal(0, 0.15)) * random.Between(P.LodgerLeastWater, P.LodgerMostWater) : water,
            P.ShowerLitresPerMinute * Math.Exp(random.Normal(0, P.ShowerFlowDeviation)),
            random.Between(P.FlushLeastLitres, P.FlushMostLitres),
            Math.Exp(random.Normal(-0.25, 0.75)),
            culture.CooksAtHome * (kind switch { DwellingKind.StaffDormitory or DwellingKind.StaffFlat => 0.12, DwellingKind.BedLetting => 0.35, DwellingKind.Subdivided => 0.65, DwellingKind.StudentSharers => 0.5, _ => random.Between(0.6, 1.2) }),
            random.Between(0, 1.3),
            !lodgers && random.Chance(culture.Dishwashers),
            random.Normal(0, 0.6),
            Math.Exp(random.Normal(-0.2, 0.7)),
            random.Between(P.LaundryLeastLitres, P.LaundryMostLitres),
            Math.Exp(random.Normal(-0.08, 0.4)) * (kind is DwellingKind.Newborn ? 2 : kind is DwellingKind.BedLetting or DwellingKind.StaffDormitory ? 0.6 : 1),
            morningLaundry ? random.Normal(10, 1.5) : random.Normal(19.5, 1.5),
            random.Between(1, 4),
            random.Chance(P.DripShare) ? random.Exponential(P.DripLitresPerHour) : 0,
            floorAreaM2 > 100 && !lodgers && random.Chance(culture.Gardens) ? random.Between(20, 80) : 0,
            random.Chance(0.4) ? random.Between(6.5, 9.5) : random.Between(20, 23.5),
            lodgers || kind is DwellingKind.Vacation ? 0 : P.TripsPerYear / 365 * Math.Exp(random.Normal(-0.3, P.TripDeviation)),
            random.Chance(P.OftenEmptyShare) && !lodgers ? P.OftenEmptyDays : P.TripDays,
            random.Chance(P.WeekendsAwayShare) ? P.WeekendAway : 0,
            Math.Exp(random.Normal(-0.05, 0.65)),
            Math.Exp(random.Normal(0, P.ApplianceDeviation)),
            Math.Exp(random.Normal(lodgers ? -0.4 : -0.1, 0.5)),
            Math.Exp(random.Normal(lodgers ? -0.5 : -0.3, 0.8)),
            random.NextDouble() is var boiler && boiler < P.ElectricBoilerShare + (lodgers ? 0.1 : 0),
            !lodgers && boiler < P.NightBoilerShare,
            random.Chance(hardships.HasFlag(Hardships.MissingGas) ? 1 - P.HardGasMissing : P.GasShare),
            random.Chance(P.GasHeatingShare),
            hasCars && !lodgers && random.Chance(P.HardEvShare),
            hasCars && random.Chance(P.HardPvShare) ? P.PvKw * random.Between(0.5, 1.5) : 0,
            runs,
            sticks,
            kind is DwellingKind.ShopInFlat ? random.Between(0.5, 2) : 0,
            isEarly ? 3 : 9,
            isEarly ? 11 : 21);
    }

    // What always runs, or what runs when the cistern sticks, litres an hour.
    private static (double Runs, double Sticks) Leak(SeededRandom random)
    {
        var spread = Math.Exp(random.Normal(0, P.RunningDeviation));
        return random.Chance(P.StickingShare) ? (0, P.StickingLitresPerHour * spread) : (P.RunningLitresPerHour * spread, 0);
    }
}
