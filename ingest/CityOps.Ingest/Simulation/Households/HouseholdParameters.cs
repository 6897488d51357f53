namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// Every number the household simulator rests on, with its source. "Assumed" marks what no public source gave: plausible, and free to be changed
/// where a district knows better.
/// </summary>
public static class HouseholdParameters
{
    /// <summary>Showers a person a day, and minutes each: Dutch and UK statistics, as in pysimdeum.</summary>
    public const double ShowersPerPersonDay = 0.72;
    public const double ShowerMinutes = 8.8;

    /// <summary>Litres a minute of a shower head; assumed, between a saving head (6) and an ordinary one (9).</summary>
    public const double ShowerLitresPerMinute = 7.2;

    /// <summary>Litres a flush (assumed: dual flush) and flushes an hour awake at home and asleep.</summary>
    public const double FlushLitres = 4.8;
    public const double FlushesPerAwakeHour = 0.42;
    public const double FlushesPerSleepingHour = 0.05;

    /// <summary>Litres at taps for each hour awake at home; assumed.</summary>
    public const double TapLitresPerAwakeHour = 1.3;

    public const double LaundryLitres = 48;
    public const double LaundryKwh = 0.55;

    /// <summary>Loads a week: one and this many more for each person; assumed.</summary>
    public const double LaundryPerPersonWeek = 0.7;

    /// <summary>
    /// Median litres a day by household size 1 … 5 of the real homes the simulator is calibrated to (DAIAD trial, Alicante). Beyond five people the last
    /// step goes on at <see cref="LitresPerFurtherPerson"/>; assumed.
    /// </summary>
    public static ReadOnlySpan<double> MedianLitresBySize => [84, 189, 225, 287, 409];
    public const double LitresPerFurtherPerson = 70;

    /// <summary>How households of one size differ: deviation of the logarithm of their litres, read off the same homes.</summary>
    public const double HabitDeviation = 0.34;

    /// <summary>
    /// Electricity, kWh an hour; assumed, so that appliances add up to some 2,000 to 4,000 kWh a year in a flat. DOMAIN's US medians (6,430 to 13,300 kWh by
    /// household size) hold for houses; the simulator keeps their slope, not their level.
    /// </summary>
    public const double BaseKwhPerHour = 0.055;
    public const double StandbyKwhPerRoomHour = 0.008;
    public const double LivingKwhPerAwakeHour = 0.07;
    public const double AirConditionerKwhPerHour = 0.42;

    /// <summary>Rooms are cooled above and heated below these outdoor temperatures, °C; assumed.</summary>
    public const double CoolAboveC = 26;
    public const double HeatBelowC = 8;

    /// <summary>Water for a shower by gas (m³ a litre) and by an electric boiler (kWh a litre, 30 K and 95 %).</summary>
    public const double GasPerShowerLitre = 0.0042;
    public const double KwhPerShowerLitre = 0.037;
    public const double ElectricBoilerShare = 0.3;

    public const double GasPerMeal = 0.06;
    public const double GasPerDiner = 0.025;
    public const double KwhPerMeal = 0.25;

    /// <summary>A charge of an electric bicycle overnight, kWh, and the share of lodgers who have one; assumed.</summary>
    public const double BicycleKwh = 0.6;
    public const double BicycleShare = 0.3;

    /// <summary>Chance that a reading never arrives; assumed.</summary>
    public const double LostReadings = 0.004;

    /// <summary>Resolution of the registers: a litre, ten watt-hours, a litre of gas.</summary>
    public const double WaterStepM3 = 0.001;
    public const double ElectricityStepKwh = 0.01;
    public const double GasStepM3 = 0.001;

    /// <summary>Family sizes 1 … 5, cumulative shares; assumed, near the census of a coastal city.</summary>
    public static ReadOnlySpan<double> FamilySizes => [0.24, 0.56, 0.83, 0.95, 1];

    /// <summary>Share of each look-alike among all dwellings; assumed, high enough to hurt.</summary>
    public static IReadOnlyList<(DwellingKind Kind, double Share)> LookAlikes { get; } =
    [
        (DwellingKind.MultiGeneration, 0.05), (DwellingKind.StudentSharers, 0.04), (DwellingKind.ShopInFlat, 0.02), (DwellingKind.HomeOffice, 0.04),
        (DwellingKind.Leak, 0.02), (DwellingKind.Vacation, 0.05), (DwellingKind.NightShift, 0.04),
    ];

    /// <summary>Share of group rentals unless asked otherwise; far above any real district, so that a small demonstration shows some.</summary>
    public const double GroupRentalShare = 0.05;

    public const double BedLettingShare = 0.45;
}
