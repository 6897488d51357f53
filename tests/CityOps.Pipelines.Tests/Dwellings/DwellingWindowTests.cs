using System.Globalization;
using CityOps.Pipelines.Dwellings;

namespace CityOps.Pipelines.Tests.Dwellings;

public sealed class DwellingWindowTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    [Fact]
    public void A_window_ends_with_the_last_closed_local_day()
    {
        // 15:59 UTC is still the 1st in Shanghai, 16:00 is the 2nd.
        Assert.Equal(new DateOnly(2026, 3, 1), DwellingWindow.EndingAt(new DateTimeOffset(2026, 3, 1, 15, 59, 0, TimeSpan.Zero), Shanghai, 28).ToDay);
        Assert.Equal(new DateOnly(2026, 3, 2), DwellingWindow.EndingAt(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero), Shanghai, 28).ToDay);
    }

    [Fact]
    public void A_window_over_a_change_of_clocks_has_an_hour_less()
    {
        var window = DwellingWindow.EndingAt(new DateTimeOffset(2026, 4, 10, 12, 0, 0, TimeSpan.Zero), Madrid, 28);

        Assert.Equal((28 * 24) - 1, (window.To - window.From).TotalHours);
    }

    [Theory]
    [InlineData("2026-06-01T00:00:00Z", "2026-05-25")]
    [InlineData("2026-05-31T17:00:00Z", "2026-05-25")]
    [InlineData("2026-06-01T17:00:00Z", "2026-06-01")]
    public void An_episode_begins_on_the_monday_of_the_last_closed_day(string asOf, string monday)
    {
        var window = DwellingWindow.EndingAt(DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture), Shanghai, 28);

        Assert.Equal(DateOnly.Parse(monday, CultureInfo.InvariantCulture), window.Week);
    }
}
