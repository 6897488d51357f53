using CityOps.Models.GroupRental;

namespace CityOps.Models.Tests.GroupRental;

public sealed class UtilityMixTests
{
    [Fact]
    public void Every_mix_is_recognised_in_the_rows_it_hides()
    {
        var rows = Some.TrainingSet(20).Features;

        foreach (var mix in UtilityMix.Learnt)
        {
            Assert.Equal(mix, UtilityMix.Of(mix.Hide(rows), 3));
        }
    }

    [Fact]
    public void A_daily_total_says_how_much_and_nothing_of_the_hours()
    {
        var rows = Some.TrainingSet(20).Features;
        var daily = new UtilityMix(MeterCycle.None, MeterCycle.Daily, MeterCycle.None, Layout: true).Hide(rows);

        Assert.Equal(rows[3, rows.ColumnOf("electricity_kwh_day")], daily[3, rows.ColumnOf("electricity_kwh_day")]);
        Assert.Equal(rows[3, rows.ColumnOf("electricity_weekend_ratio")], daily[3, rows.ColumnOf("electricity_weekend_ratio")]);
        Assert.Equal(float.NaN, daily[3, rows.ColumnOf("electricity_night_kwh")]);
        Assert.Equal(float.NaN, daily[3, rows.ColumnOf("gas_to_electricity")]);
        Assert.Equal(24, daily[3, rows.ColumnOf("electricity_cycle_h")]);
        Assert.Equal(0, daily[3, rows.ColumnOf("water_coverage")]);
    }

    [Fact]
    public void A_two_monthly_total_spreads_over_the_days_with_nobody_in()
    {
        var rows = Some.TrainingSet(20).Features;
        var rarely = new UtilityMix(MeterCycle.Long, MeterCycle.Daily, MeterCycle.Long, Layout: true).Hide(rows);

        Assert.Equal(rows[3, rows.ColumnOf("water_l_day")] * rows[3, rows.ColumnOf("water_occupied_share")], rarely[3, rows.ColumnOf("water_l_day")], 3f);
        Assert.Equal(float.NaN, rarely[3, rows.ColumnOf("water_weekend_ratio")]);
    }

    [Fact]
    public void Who_has_electricity_alone_knows_nothing_of_water_or_gas()
    {
        var rows = Some.TrainingSet(400).Features;
        var electricity = new UtilityMix(MeterCycle.None, MeterCycle.Hourly, MeterCycle.None, Layout: true).Hide(rows);

        var known = rows.Names.Where((_, c) => float.IsFinite(electricity[3, c]) && electricity[3, c] != 0).ToList();
        Assert.All(known, name => Assert.True(
            name.StartsWith("electricity_", StringComparison.Ordinal) || name is "rooms" or "floor_area_m2" or "registered_population", name));
        Assert.Contains("electricity_kwh_day_beyond_peers", known);
    }

    [Fact]
    public void Who_does_not_know_the_layout_has_no_peers()
    {
        var rows = Some.TrainingSet(400).Features;
        var water = new UtilityMix(MeterCycle.Hourly, MeterCycle.None, MeterCycle.None, Layout: false).Hide(rows);

        Assert.All(rows.Names.Select((name, c) => (name, c)).Where(n => n.name.EndsWith("_peers", StringComparison.Ordinal)), n => Assert.Equal(float.NaN, water[3, n.c]));
    }

    [Fact]
    public void A_row_that_knows_less_than_the_mix_stays_as_it_is()
    {
        var rows = Some.TrainingSet(20).Features;
        var daily = UtilityMix.Learnt[6].Hide(rows);

        Assert.Equal(daily.Values, UtilityMix.Learnt[0].Hide(daily).Values);
    }
}
