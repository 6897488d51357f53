namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// Every number the household simulator rests on, with its unit and source. "Assumed" marks what no public source gave: plausible, and free to be changed
/// where a district knows better. "DAIAD" are the hourly meters of a trial in Alicante, read for their statistics alone. What differs between peoples is in
/// <see cref="Culture"/>.
/// </summary>
public static class HouseholdParameters
{
    // Water: people.

    /// <summary>Showers a person a day, and minutes each: Dutch and UK statistics, as in pysimdeum.</summary>
    public const double ShowersPerPersonDay = 0.72;
    public const double ShowerMinutes = 8.8;

    /// <summary>Litres a minute of a shower head; assumed: mean, and deviation of its logarithm between homes.</summary>
    public const double ShowerLitresPerMinute = 6.2;
    public const double ShowerFlowDeviation = 0.28;

    /// <summary>Deviation of the logarithm of one shower's length; assumed.</summary>
    public const double ShowerLengthDeviation = 0.5;

    /// <summary>
    /// Litres a flush, least and most between homes (dual flush to old cisterns), and flushes a night. By day people use water by spells: spells an hour awake at
    /// home, flushes and uses of a tap in each, mean litres of a use; assumed, with an eye on DAIAD's runs of dry hours.
    /// </summary>
    public const double FlushLeastLitres = 3.2;
    public const double FlushMostLitres = 8;
    public const double FlushesPerNight = 0.16;
    public const double SpellsPerAwakeHour = 0.23;
    public const double FlushesPerSpell = 0.7;
    public const double TapsPerSpell = 1.6;
    public const double TapLitres = 2.4;

    // Water: households.

    /// <summary>Litres of a washing machine's load, least and most between homes, and kWh; loads a week: a constant and a part for each person; assumed.</summary>
    public const double LaundryLeastLitres = 34;
    public const double LaundryMostLitres = 75;
    public const double LaundryKwh = 0.55;
    public const double LaundryPerWeek = 0.9;
    public const double LaundryPerPersonWeek = 0.75;

    /// <summary>Cleaning and washing by hand while somebody is in: times a day and mean litres, and those of the large ones (a hose, a bath, a tub); assumed.</summary>
    public const double ChoresPerDay = 1.9;
    public const double ChoreLitres = 12;
    public const double LargeChoreShare = 0.1;
    public const double LargeChoreLitres = 50;

    /// <summary>Litres at the sink of a cooked meal: a constant and a part for each diner; of a dishwasher's run; assumed.</summary>
    public const double MealLitres = 6;
    public const double MealLitresPerDiner = 2.8;
    public const double DishwasherLitres = 12;
    public const double DishwasherKwh = 0.9;

    /// <summary>
    /// Median litres a day by household size 1 … 5 of the homes the simulator is calibrated to (DAIAD). Beyond five people the last
    /// step goes on at <see cref="LitresPerFurtherPerson"/>; assumed.
    /// </summary>
    public static ReadOnlySpan<double> MedianLitresBySize => [84, 189, 225, 287, 409];
    public const double LitresPerFurtherPerson = 55;

    /// <summary>How households of one size differ: deviation of the logarithm of their litres (DAIAD), and the share of homes with a heavy tail, and its size (assumed).</summary>
    public const double HabitDeviation = 0.3;
    public const double HeavyHabitShare = 0.08;
    public const double HeavyHabitDeviation = 0.6;

    /// <summary>A dripping tap or cistern: share of homes, mean litres an hour (DAIAD: hours of exactly one litre).</summary>
    public const double DripShare = 0.18;
    public const double DripLitresPerHour = 0.25;

    /// <summary>A leak that begins and is mended: chance a day, mean days, mean litres an hour; assumed.</summary>
    public const double LeakChancePerDay = 0.0012;
    public const double LeakDays = 6;
    public const double LeakLitresPerHour = 5;

    /// <summary>
    /// Homes of kind <see cref="DwellingKind.Leak"/>: median litres an hour and deviation of its logarithm. The EPA (WaterSense, Fix a Leak) counts some 100 litres a day lost by the mean home
    /// (4 an hour), and 340 or more a day (14 an hour) by each tenth home; a cistern that runs loses up to 750 a day.
    /// </summary>
    public const double RunningLitresPerHour = 10;
    public const double RunningDeviation = 0.7;

    /// <summary>
    /// Of these homes, those whose cistern does not always run but sticks after a flush: share and chance an evening (assumed), and median litres an hour until somebody notices in the morning. The EPA (WaterSense, Fix a
    /// Leak) gives 750 litres a day for a running toilet, which is 31 an hour.
    /// </summary>
    public const double StickingShare = 0.5;
    public const double StickingPerEvening = 0.3;
    public const double StickingLitresPerHour = 31;

    /// <summary>Of the shops in flats, those that cook breakfast for the street and work from three in the morning until eleven, the others from nine to nine; assumed.</summary>
    public const double BreakfastShare = 0.35;

    /// <summary>Uses of a bathroom by night where somebody is cared for: two voids and more a night are common past seventy (Bosch and Weiss, The prevalence and causes of nocturia, 2010), and a carer is up each time.</summary>
    public const double CareUsesPerNight = 2.5;

    // Absence and company.

    /// <summary>A household's trips: mean a year and mean days (DAIAD: days below 10 litres); the spread between homes is lognormal; assumed.</summary>
    public const double TripsPerYear = 7;
    public const double TripDays = 3.2;
    public const double TripDeviation = 0.8;

    /// <summary>Homes that stand empty for weeks on end, as some of DAIAD do: share, and mean days of a trip.</summary>
    public const double OftenEmptyShare = 0.05;
    public const double OftenEmptyDays = 30;

    /// <summary>Chance that one person sleeps elsewhere, in a family and among lodgers; chance of a sick day; share of homes that leave on many weekends, and how many; assumed.</summary>
    public const double NightElsewhere = 0.035;
    public const double LodgerNightElsewhere = 0.1;
    public const double WeekendsAwayShare = 0.2;
    public const double WeekendAway = 0.5;
    public const double SickDay = 0.012;

    /// <summary>Chance a day that visitors come, and mean days they stay; assumed.</summary>
    public const double VisitorsPerDay = 0.012;
    public const double VisitorDays = 2;

    /// <summary>Share who travel home for Spring Festival: lodgers and other tenants, residents; Shanghai is reported to lose a third of its people. Assumed.</summary>
    public const double LodgersLeaveForFestival = 0.85;
    public const double ResidentsLeaveForFestival = 0.25;

    // Electricity.

    /// <summary>
    /// Median kWh a year by household size 1 … 5 in the US (RECS), and the factor that brings them to flats of a Chinese city (assumed: urban flats of the lower Yangtze
    /// use some 1,700 to 3,600 kWh).
    /// </summary>
    public static ReadOnlySpan<double> MedianKwhBySizeUs => [6_430, 9_770, 10_370, 11_920, 13_300];
    public const double ChinaFactor = 0.27;

    /// <summary>How homes of one size differ in appliances: deviation of the logarithm; assumed.</summary>
    public const double ApplianceDeviation = 0.3;

    /// <summary>kWh an hour: fridge and router, standby a room, screens and lights for the first person awake and for each further one; assumed.</summary>
    public const double BaseKwhPerHour = 0.05;
    public const double StandbyKwhPerRoomHour = 0.007;
    public const double LivingKwhPerAwakeHour = 0.09;
    public const double LivingKwhPerFurtherPerson = 0.025;
    public const double MealKwh = 0.22;

    /// <summary>An air conditioner's mean kW in cooling a room at full need, degrees above the threshold for full need; assumed. Most homes double their night use in a hot summer.</summary>
    public const double AirConditionerKw = 0.45;
    public const double CoolAboveC = 26;
    public const double CoolFullDegrees = 7;

    /// <summary>Heating by the same machine below this temperature, its relative need (many wear a coat instead), and kW of a resistance heater a room where heating is electric; assumed.</summary>
    public const double HeatBelowC = 9;
    public const double HeatRelativeNeed = 0.45;
    public const double ResistanceHeaterKw = 0.9;

    /// <summary>kWh and m³ of gas for a litre of shower water (30 K; 95 % and 88 %); how both change a degree of outdoor temperature; share of electric boilers.</summary>
    public const double KwhPerShowerLitre = 0.03;
    public const double GasPerShowerLitre = 0.0036;
    public const double ShowerHeatPerDegree = 0.018;
    public const double ElectricBoilerShare = 0.35;

    /// <summary>Homes, among those with a boiler, that heat its water by a timer in the cheap hours (Shanghai's residential tariff is half from 22 to 6): share of all; assumed.</summary>
    public const double NightBoilerShare = 0.05;

    /// <summary>A charge of an electric bicycle, kWh; share of service workers who charge one at home (assumed).</summary>
    public const double BicycleKwh = 0.6;
    public const double BicycleShare = 0.3;

    // Gas, m³.

    public const double GasPerMeal = 0.06;
    public const double GasPerDiner = 0.022;

    /// <summary>Share of homes with gas, of those with a gas boiler for heating, and its m³ an hour at full need; assumed.</summary>
    public const double GasShare = 0.93;
    public const double GasHeatingShare = 0.07;
    public const double GasHeatingPerHour = 0.45;

    // Dwellings.

    /// <summary>Family sizes 1 … 5, cumulative shares; assumed, near the census of a coastal city.</summary>
    public static ReadOnlySpan<double> FamilySizes => [0.24, 0.56, 0.83, 0.95, 1];

    /// <summary>Share of retired households among those of one and two people; assumed.</summary>
    public const double RetiredShare = 0.32;

    /// <summary>Share of each look-alike among all dwellings; assumed, high enough to hurt (leaks below what the EPA counts, a tenth of all homes).</summary>
    public static IReadOnlyList<(DwellingKind Kind, double Share)> LookAlikes { get; } =
    [
        (DwellingKind.MultiGeneration, 0.05), (DwellingKind.LargeFamily, 0.02), (DwellingKind.StudentSharers, 0.025), (DwellingKind.CoTenants, 0.02),
        (DwellingKind.ShopInFlat, 0.015), (DwellingKind.HomeOffice, 0.05), (DwellingKind.FishTank, 0.01), (DwellingKind.Leak, 0.03),
        (DwellingKind.Vacation, 0.04), (DwellingKind.Vacant, 0.02), (DwellingKind.Newborn, 0.02), (DwellingKind.NightShift, 0.04),
        (DwellingKind.ElectricHeating, 0.03), (DwellingKind.BrokenMeter, 0.006), (DwellingKind.SwappedMeter, 0.006),
        (DwellingKind.LiveInCare, 0.015), (DwellingKind.StaffFlat, 0.004),
    ];

    /// <summary>Added by the hard district: short lets and flats being decorated.</summary>
    public static IReadOnlyList<(DwellingKind Kind, double Share)> HardLookAlikes { get; } = [(DwellingKind.ShortLet, 0.02), (DwellingKind.Decorating, 0.02)];

    /// <summary>Share of group rentals unless asked otherwise; far above any real district, so that a small demonstration shows some.</summary>
    public const double GroupRentalShare = 0.05;

    /// <summary>Of the group rentals: let by the bed, staff dormitories; the rest are subdivided. Assumed.</summary>
    public const double BedLettingShare = 0.3;
    public const double DormitoryShare = 0.2;

    /// <summary>Chance a day that a group rental closes, or that a flat becomes one; assumed: one in a year and a half.</summary>
    public const double RentalTurnoverPerDay = 1 / 550.0;

    /// <summary>A lodger's litres beside those of a member of a family: least and most between flats; assumed (they eat and wash clothes out).</summary>
    public const double LodgerLeastWater = 0.75;
    public const double LodgerMostWater = 1.1;

    /// <summary>Chance that a rented flat's tenants are not registered at all, or only in part; that owners' children are registered though they left, or elsewhere. Assumed.</summary>
    public const double TenantsUnregistered = 0.22;
    public const double TenantsPartlyRegistered = 0.25;
    public const double RegisteredButAbsent = 0.16;
    public const double PresentButUnregistered = 0.1;

    // Meters.

    /// <summary>Chance that one reading is lost, that a meter falls silent on a day, mean days of silence, and that what it kept comes later; assumed.</summary>
    public const double LostReadings = 0.004;
    public const double SilentPerDay = 0.0025;
    public const double SilentDays = 0.8;
    public const double KeptWhileSilent = 0.7;

    /// <summary>Resolution of the registers and its shares: water 1 L, 10 L, 100 L; electricity 0.01 kWh; gas 1 L, 10 L. Assumed.</summary>
    public const double WaterTenLitreShare = 0.15;
    public const double WaterHundredLitreShare = 0.03;
    public const double ElectricityStepKwh = 0.01;
    public const double GasTenLitreShare = 0.3;

    /// <summary>Meters run fast or slow: deviation of their gain (class 2 meters may be off by 2 %).</summary>
    public const double GainDeviation = 0.008;

    /// <summary>Seconds by which a reading strays from its meter's own second of the hour; assumed.</summary>
    public const double JitterSeconds = 40;

    // The hard district: shares as the task of evaluation sets them.

    public const double HardWrongLinks = 0.1;
    public const double HardMasterMeters = 0.05;
    public const double HardGasMissing = 0.2;
    public const double HardNoEntry = 0.3;
    public const double NoEntry = 0.3;
    public const double HardEvShare = 0.08;
    public const double HardPvShare = 0.04;
    public const double EvKwhPerCharge = 18;
    public const double EvChargesPerWeek = 2;
    public const double PvKw = 2.2;
}
