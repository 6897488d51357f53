namespace CityOps.Ingest.Simulation.Households;

/// <summary>What differs between peoples: hours of the day, habits at home and the climate. Hours are of the local clock.</summary>
/// <param name="MorningShowers">Share of people who shower after waking.</param>
/// <param name="LunchAtHome">Share of workers who come home for lunch.</param>
/// <param name="DinnerAt">When the evening meal is cooked.</param>
/// <param name="Dishwashers">Share of homes with a dishwasher.</param>
/// <param name="Gardens">Share of homes above 110 m² that water a garden by the clock.</param>
/// <param name="WeekendLater">Hours by which free days begin later.</param>
/// <param name="AtHome">Share of adults under retirement who neither work nor study.</param>
/// <param name="MeanC">Mean temperature of the year, °C, and <paramref name="SwingC"/> half the step from January to July.</param>
public sealed record Culture(
    string Name,
    string TimeZone,
    (double Wakes, double Leaves, double Returns, double Sleeps) Work,
    (double Wakes, double Leaves, double Returns, double Sleeps) School,
    double MorningShowers,
    double LunchAtHome,
    double BreakfastAt,
    double LunchAt,
    double DinnerAt,
    double CooksAtHome,
    double Dishwashers,
    double Gardens,
    double WeekendLater,
    double AtHome,
    double MeanC,
    double SwingC)
{
    /// <summary>A coastal city of China; hours from time-use surveys in outline, shares assumed; climate: Shanghai's normals (4 °C in January, 29 °C in July).</summary>
    public static Culture Shanghai { get; } = new(
        "shanghai", "Asia/Shanghai", (6.8, 8.0, 18.6, 22.9), (6.5, 7.4, 16.7, 21.6), 0.22, 0.06, 7.0, 11.8, 18.4, 0.8, 0.06, 0.02, 0.9, 0.16, 16.8, 12.2);

    /// <summary>The Spanish coast, for homes to be set beside the DAIAD trial's: late meals, lunch at home; its hourly profile was read off those homes. Climate: Alicante's normals.</summary>
    public static Culture Spain { get; } = new(
        "spain", "Europe/Madrid", (7.2, 8.3, 18.4, 24.0), (7.5, 8.5, 16, 22.5), 0.42, 0.3, 7.9, 14.2, 20.7, 0.78, 0.4, 0.15, 2.2, 0.38, 18.3, 7.4);

    public static Culture Of(string name) => string.Equals(name, Spain.Name, StringComparison.Ordinal) ? Spain : Shanghai;
}
