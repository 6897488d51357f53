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

    [Theory]
    [InlineData("2026-02-13T12:00", 1, "2026-02-14T17:00")]
    [InlineData("2026-02-14T12:00", 1, "2026-02-24T17:00")]
    [InlineData("2026-09-30T12:00", 2, "2026-10-09T17:00")]
    [InlineData("2026-10-09T12:00", 1, "2026-10-10T17:00")]
    public void The_shipped_holidays_count_with_the_days_worked_in_exchange(string from, int days, string due)
    {
        var calendar = new WorkCalendar(DateTimeZoneProviders.Tzdb["Asia/Shanghai"], new WorkCalendarOptions(), PublicHolidays.Days);
        Assert.Equal(Shanghai(due), calendar.Add(Shanghai(from), new TimeLimit(days, TimeLimitUnit.WorkingDays)));
    }

    [Fact]
    public void What_the_installation_says_of_a_day_overrules_what_is_shipped()
    {
        var options = new WorkCalendarOptions { ExtraWorkdays = [new DateOnly(2026, 2, 16)], Holidays = [new DateOnly(2026, 2, 14)] };
        var calendar = new WorkCalendar(DateTimeZoneProviders.Tzdb["Asia/Shanghai"], options, PublicHolidays.Days);
        Assert.Equal(Shanghai("2026-02-16T17:00"), calendar.Add(Shanghai("2026-02-13T12:00"), new TimeLimit(1, TimeLimitUnit.WorkingDays)));

        calendar.Use(new Dictionary<DateOnly, bool> { [new DateOnly(2026, 2, 15)] = true });
        Assert.Equal(Shanghai("2026-02-15T17:00"), calendar.Add(Shanghai("2026-02-13T12:00"), new TimeLimit(1, TimeLimitUnit.WorkingDays)));
    }

    /// <summary>The days that the law fixes, from the lunar calendar itself: the first three days of the year with its eve, 5-5, 8-15.</summary>
    [Theory]
    [InlineData(2026)]
    [InlineData(2027)]
    public void No_day_that_the_law_fixes_is_missing(int year)
    {
        var lunar = new ChineseLunisolarCalendar();
        var leap = lunar.GetLeapMonth(year);
        DateOnly Day(int month, int day) => DateOnly.FromDateTime(lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
        var newYear = Day(1, 1);
        DateOnly[] fixedDays =
        [
            new(year, 1, 1), newYear.AddDays(-1), newYear, newYear.AddDays(1), newYear.AddDays(2), new(year, 4, 5), new(year, 5, 1), new(year, 5, 2), Day(5, 5), Day(8, 15),
            new(year, 10, 1), new(year, 10, 2), new(year, 10, 3),
        ];

        Assert.All(fixedDays, day => Assert.False(PublicHolidays.Days[day].Workday, $"{day:O}"));
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
