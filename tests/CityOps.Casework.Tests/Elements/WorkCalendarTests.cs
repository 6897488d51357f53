using System.Globalization;
using CityOps.Casework.Elements;
using NodaTime;

namespace CityOps.Casework.Tests.Elements;

/// <summary>Local times are Asia/Shanghai, eight hours before UTC; the working day is 9 to 17. The sixth of March 2026 is a Friday.</summary>
public sealed class WorkCalendarTests
{
    [Theory]
    [InlineData("2026-03-06T16:00", 2, TimeLimitUnit.UrgentHours, "2026-03-06T18:00")]
    [InlineData("2026-03-06T16:00", 2, TimeLimitUnit.CalendarDays, "2026-03-08T16:00")]
    [InlineData("2026-03-06T10:00", 4, TimeLimitUnit.WorkingHours, "2026-03-06T14:00")]
    [InlineData("2026-03-06T13:00", 4, TimeLimitUnit.WorkingHours, "2026-03-06T17:00")]
    [InlineData("2026-03-06T16:00", 4, TimeLimitUnit.WorkingHours, "2026-03-09T12:00")]
    [InlineData("2026-03-06T20:00", 4, TimeLimitUnit.WorkingHours, "2026-03-09T13:00")]
    [InlineData("2026-03-06T03:00", 4, TimeLimitUnit.WorkingHours, "2026-03-06T13:00")]
    [InlineData("2026-03-05T12:00", 1, TimeLimitUnit.WorkingDays, "2026-03-06T17:00")]
    [InlineData("2026-03-06T12:00", 1, TimeLimitUnit.WorkingDays, "2026-03-09T17:00")]
    [InlineData("2026-03-09T12:00", 1, TimeLimitUnit.WorkingDays, "2026-03-11T17:00")]
    [InlineData("2026-03-12T12:00", 2, TimeLimitUnit.WorkingDays, "2026-03-14T17:00")]
    public void A_limit_runs_out_at_the_right_instant(string from, int amount, TimeLimitUnit unit, string due)
    {
        var calendar = new WorkCalendar(
            DateTimeZoneProviders.Tzdb["Asia/Shanghai"],
            new WorkCalendarOptions { Holidays = [new DateOnly(2026, 3, 10)], ExtraWorkdays = [new DateOnly(2026, 3, 14)] });
        Assert.Equal(Shanghai(due), calendar.Add(Shanghai(from), new TimeLimit(amount, unit)));
    }

    [Fact]
    public void Working_hours_skip_none_where_clocks_go_forward()
    {
        var calendar = new WorkCalendar(DateTimeZoneProviders.Tzdb["Europe/Madrid"], new WorkCalendarOptions { WorkdayStartHour = 0, WorkdayEndHour = 24, ExtraWorkdays = [new DateOnly(2026, 3, 29)] });
        var midnight = new DateTimeOffset(2026, 3, 29, 0, 0, 0, TimeSpan.FromHours(1));
        Assert.Equal(midnight.AddHours(23), calendar.Add(midnight, new TimeLimit(23, TimeLimitUnit.WorkingHours)));
    }

    private static DateTimeOffset Shanghai(string local) =>
        new(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
