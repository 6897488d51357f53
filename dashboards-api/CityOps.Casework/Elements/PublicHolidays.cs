namespace CityOps.Casework.Elements;

/// <summary>
/// The public holidays that are shipped; an entry <c>calendar_day</c> or the configuration overrules any of them. 2026 as the State Council announced it
/// (国办发明电〔2025〕7号), with the weekend days that are worked in exchange. 2027 holds only what the law itself fixes (全国年节及纪念日放假办法, 2024): import
/// the exchanged days once they are announced.
/// </summary>
public static class PublicHolidays
{
    /// <summary>Each day that is not what its weekday says, and why.</summary>
    public static IReadOnlyDictionary<DateOnly, (bool Workday, string Zh)> Days { get; } = All().ToDictionary(d => d.Day, d => (d.Workday, d.Zh));

    private static IEnumerable<(DateOnly Day, bool Workday, string Zh)> All() =>
    [
        .. Free("元旦", new(2026, 1, 1), 3), Worked("元旦", new(2026, 1, 4)),
        .. Free("春节", new(2026, 2, 15), 9), Worked("春节", new(2026, 2, 14)), Worked("春节", new(2026, 2, 28)),
        .. Free("清明节", new(2026, 4, 4), 3),
        .. Free("劳动节", new(2026, 5, 1), 5), Worked("劳动节", new(2026, 5, 9)),
        .. Free("端午节", new(2026, 6, 19), 3),
        .. Free("中秋节", new(2026, 9, 25), 3),
        .. Free("国庆节", new(2026, 10, 1), 7), Worked("国庆节", new(2026, 9, 20)), Worked("国庆节", new(2026, 10, 10)),

        .. Free("元旦", new(2027, 1, 1), 1),
        .. Free("春节", new(2027, 2, 5), 4),
        .. Free("清明节", new(2027, 4, 5), 1),
        .. Free("劳动节", new(2027, 5, 1), 2),
        .. Free("端午节", new(2027, 6, 9), 1),
        .. Free("中秋节", new(2027, 9, 15), 1),
        .. Free("国庆节", new(2027, 10, 1), 3),
    ];

    private static IEnumerable<(DateOnly, bool, string)> Free(string name, DateOnly first, int days) => Enumerable.Range(0, days).Select(d => (first.AddDays(d), false, name));

    private static (DateOnly, bool, string) Worked(string name, DateOnly day) => (day, true, $"{name}调休上班");
}
