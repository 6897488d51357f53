using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

public sealed class DayClockTests
{
    private static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    [Fact]
    public void A_day_put_forward_has_23_hours_and_breakfast_keeps_its_hour_on_the_wall()
    {
        var clock = DayClock.Of(new DateOnly(2016, 3, 27), Madrid);

        Assert.Equal((23, 1.5, 2.0, 7.0), (clock.Hours, clock.Elapsed(1.5), clock.Elapsed(2.5), clock.Elapsed(8)));
        Assert.Equal((1, 3, 23), (clock.Wall(1), clock.Wall(2), clock.Wall(22)));
    }

    [Fact]
    public void A_day_put_back_has_25_hours()
    {
        var clock = DayClock.Of(new DateOnly(2016, 10, 30), Madrid);

        Assert.Equal((25, 1.5, 9.0), (clock.Hours, clock.Elapsed(1.5), clock.Elapsed(8)));
        Assert.Equal(23, clock.Wall(24));
    }

    [Fact]
    public void What_is_added_across_midnight_stays_within_the_day_and_nothing_is_lost()
    {
        var day = new UtilityDay();
        day.Clear(DayClock.Of(new DateOnly(2016, 5, 2), Madrid));
        day.Add(23.9, 0.5, 60);
        day.Add(31.25, 0.2, 40);

        Assert.Equal(100, day.Total, 6);
        Assert.Equal(12, day.Hour(23), 6);
        Assert.Equal(48, day.Hour(0), 6);
        Assert.Equal(40, day.Hour(7), 6);
    }
}
