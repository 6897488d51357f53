namespace CityOps.Ingest.Simulation.Households;

/// <summary>Free days and the Spring Festival, as data.</summary>
public sealed class Calendar(Culture culture)
{
    /// <summary>The first day of the lunar year (春节).</summary>
    private static readonly DateOnly[] NewYears =
    [
        new(2015, 2, 19), new(2016, 2, 8), new(2017, 1, 28), new(2018, 2, 16), new(2019, 2, 5), new(2020, 1, 25), new(2021, 2, 12), new(2022, 2, 1), new(2023, 1, 22),
        new(2024, 2, 10), new(2025, 1, 29), new(2026, 2, 17), new(2027, 2, 6), new(2028, 1, 26), new(2029, 2, 13), new(2030, 2, 3), new(2031, 1, 23), new(2032, 2, 11),
    ];

    private readonly bool _isChinese = culture != Culture.Spain;

    /// <summary>Weekends, and holidays: around New Year's Eve and six days after it, 1 to 3 May, 1 to 7 October; in Spain Christmas and 15 August.</summary>
    public bool IsFree(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || (_isChinese ? IsChineseHoliday(day) : day is { Month: 8, Day: 15 } or { Month: 12, Day: 25 or 26 } or { Month: 1, Day: 1 or 6 });

    /// <summary>Days since the nearest lunar New Year, negative before it; null more than 25 days away or where nobody keeps it.</summary>
    public int? DaysFromNewYear(DateOnly day)
    {
        foreach (var first in _isChinese ? NewYears : [])
        {
            if (Math.Abs(day.DayNumber - first.DayNumber) <= 25)
            {
                return day.DayNumber - first.DayNumber;
            }
        }

        return null;
    }

    /// <summary>How much likelier households set out than on average: summer and long weekends.</summary>
    public double TravelFactor(DateOnly day) => (day.Month is 7 or 8 ? 1.9 : 0.75) * (day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday ? 2.2 : 0.6);

    private bool IsChineseHoliday(DateOnly day) =>
        day is { Month: 5, Day: <= 3 } or { Month: 10, Day: <= 7 } or { Month: 1, Day: 1 } || DaysFromNewYear(day) is >= -1 and <= 6;
}
