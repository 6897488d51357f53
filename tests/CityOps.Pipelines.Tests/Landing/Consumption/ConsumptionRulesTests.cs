using Apache.Arrow;
using CityOps.Contracts.Schema;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Landing.Consumption;
using CityOps.Tests.Shared;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Landing.Consumption;

/// <summary>The rules of docs/consumption.md, each on the real engine.</summary>
public sealed class ConsumptionRulesTests(EngineFixture engine) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = Some.Midnight.AddHours(12);

    private readonly TestFolder _folder = new();
    private District _district = null!;
    private Scenarios.IDerivation _readings = null!;
    private Scenarios.IDerivation _links = null!;
    private long _offset;

    public async ValueTask InitializeAsync()
    {
        _district = await District.OpenAsync(_folder, engine, empty: true);
        _readings = ConsumptionDerivations.OfReadings(_district.Get<IServiceProvider>());
        _links = ConsumptionDerivations.OfLinks(_district.Get<IServiceProvider>());
    }

    public async ValueTask DisposeAsync()
    {
        await _district.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Readings_on_the_hour_give_measured_hours()
    {
        await LandAsync(Some.Reading(Noon, 10), Some.Reading(Noon.AddHours(1), 10.5), Some.Reading(Noon.AddHours(2), 10.5));

        Assert.Equal(["12:00 0.5 measured 3600", "13:00 0 measured 3600"], await HoursAsync());
        Assert.Empty(await IntervalsAsync());
    }

    [Fact]
    public async Task A_difference_is_spread_in_proportion_to_time_and_the_edges_are_gaps()
    {
        await LandAsync(Some.Reading(Noon.AddMinutes(30), 0), Some.Reading(Noon.AddMinutes(150), 4));

        Assert.Equal(["12:00 1 gap 1800", "13:00 2 spread 3600", "14:00 1 gap 1800"], await HoursAsync());
    }

    [Fact]
    public async Task Six_hours_apart_is_spread_and_a_second_more_stays_an_interval()
    {
        await LandAsync(
            Some.Reading(Noon, 0, meter: 1), Some.Reading(Noon.AddHours(6), 6, meter: 1),
            Some.Reading(Noon, 0, meter: 2), Some.Reading(Noon.AddHours(6).AddSeconds(1), 6, meter: 2));

        Assert.Equal(6, (await HoursAsync()).Count);
        Assert.Equal(["2 12:00:00 18:00:01 6 interval"], await IntervalsAsync());
    }

    [Fact]
    public async Task A_register_that_runs_backwards_is_a_reset_and_nothing_is_invented()
    {
        await LandAsync(Some.Reading(Noon, 900), Some.Reading(Noon.AddHours(1), 2), Some.Reading(Noon.AddHours(2), 3));

        Assert.Equal(["12:00 0 reset 0", "13:00 1 measured 3600"], await HoursAsync());
        Assert.Equal(["1 12:00:00 13:00:00 0 reset"], await IntervalsAsync());
    }

    [Fact]
    public async Task An_implausible_jump_is_marked_and_its_amount_kept_apart()
    {
        await LandAsync(Some.Reading(Noon, 0), Some.Reading(Noon.AddHours(1), 500), Some.Reading(Noon.AddHours(2), 500.2));

        Assert.Equal(["12:00 0 jump 0", "13:00 0.2 measured 3600"], await HoursAsync());
        Assert.Equal(["1 12:00:00 13:00:00 500 jump"], await IntervalsAsync());
    }

    [Fact]
    public async Task Late_readings_in_any_order_give_what_readings_in_order_give()
    {
        Reading[] inOrder = [.. Enumerable.Range(0, 30).Select(n => Some.Reading(Noon.AddMinutes(n * 47), n * 0.3))];
        await LandAsync(inOrder);
        var expected = await HoursAsync();
        await _district.EmptyAsync();

        foreach (var n in Enumerable.Range(0, 30).OrderBy(n => (n * 11) % 30))
        {
            await LandAsync(inOrder[n]);
        }

        Assert.Equal(expected, await HoursAsync());
        Assert.Empty(await IntervalsAsync());
    }

    [Fact]
    public async Task A_late_reading_splits_an_interval_and_takes_it_back()
    {
        await LandAsync(Some.Reading(Noon, 0), Some.Reading(Noon.AddHours(10), 10));
        var before = await IntervalsAsync();
        await LandAsync(Some.Reading(Noon.AddHours(5), 4));

        Assert.Equal(["1 12:00:00 22:00:00 10 interval"], before);
        Assert.Empty(await IntervalsAsync());
        Assert.Equal(10, (await HoursAsync()).Count);
    }

    [Fact]
    public async Task A_cycle_of_two_months_finds_its_other_end_in_an_older_partition()
    {
        await LandAsync(Some.Reading(Noon, 0));
        await LandAsync(Some.Reading(Noon.AddDays(60), 20));

        Assert.Equal(["1 12:00:00 12:00:00 20 interval"], await IntervalsAsync());
        Assert.Empty(await HoursAsync());
    }

    [Fact]
    public async Task Two_values_of_one_instant_leave_the_one_that_came_last()
    {
        await LandAsync(Some.Reading(Noon, 0), Some.Reading(Noon.AddHours(1), 7), Some.Reading(Noon.AddHours(1), 1));

        Assert.Equal(["12:00 1 measured 3600"], await HoursAsync());
    }

    [Fact]
    public async Task Hours_run_through_midnight_and_the_end_of_a_month_and_know_no_summer_time()
    {
        var eve = new DateTimeOffset(2026, 3, 28, 22, 30, 0, TimeSpan.Zero);
        await LandAsync([.. Enumerable.Range(0, 80).Select(n => Some.Reading(eve.AddHours(n), n))]);

        var hours = await HoursAsync();
        Assert.Equal(80, hours.Count);
        Assert.All(hours.Skip(1).SkipLast(1), hour => Assert.EndsWith(" 1 measured 3600", hour, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Peak_and_valley_registers_add_up_where_there_is_no_total()
    {
        await LandAsync(
            Some.Reading(Noon, 100, utility: "electricity", code: "peak"), Some.Reading(Noon.AddHours(1), 103, utility: "electricity", code: "peak"),
            Some.Reading(Noon, 50, utility: "electricity", code: "valley"), Some.Reading(Noon.AddHours(1), 51, utility: "electricity", code: "valley"));

        Assert.Equal(["12:00 4 measured 3600"], await HoursAsync());
    }

    [Fact]
    public async Task A_link_decides_whose_a_reading_is_and_a_changed_link_takes_the_hours_along()
    {
        await LandAsync(Some.Reading(Noon, 0, dwelling: 0), Some.Reading(Noon.AddHours(1), 1, dwelling: 0), Some.Reading(Noon.AddHours(2), 2, dwelling: 0));
        var unlinked = await DwellingsAsync();
        await LandAsync(new Link(1, 77, Some.Midnight), new Link(1, 78, Some.Midnight, Share: "master", Confidence: 1), new Link(1, 79, Some.Midnight, Confidence: 0.5));
        var linked = await DwellingsAsync();
        await LandAsync(new Link(1, 80, Noon.AddMinutes(90), Confidence: 1));

        Assert.Equal(["0 12:00", "0 13:00"], unlinked);
        Assert.Equal(["77 12:00", "77 13:00"], linked);
        Assert.Equal(["77 12:00", "77 13:00", "80 13:00"], await DwellingsAsync());
    }

    [Theory]
    [InlineData(99_999.9, 0.3, "12:00 0.4 measured 3600")]
    [InlineData(9_999.5, 0.25, "12:00 0.75 measured 3600")]
    [InlineData(99_000, 0.3, "12:00 0 reset 0")]
    [InlineData(999.9, 0.3, "12:00 0 reset 0")]
    public async Task A_register_runs_over_only_near_its_top_and_by_a_plausible_amount(double from, double to, string expected)
    {
        await LandAsync(Some.Reading(Noon, from), Some.Reading(Noon.AddHours(1), to));

        Assert.Equal([expected], await HoursAsync());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(4)]
    public async Task A_reading_that_stands_alone_is_left_out_once_the_next_one_shows_it(double odd)
    {
        await LandAsync(Some.Reading(Noon, 10), Some.Reading(Noon.AddHours(1), odd));
        var before = await IntervalsAsync();
        await LandAsync(Some.Reading(Noon.AddHours(2), 11));

        Assert.Single(before);
        Assert.Equal(["12:00 0.5 spread 3600", "13:00 0.5 spread 3600"], await HoursAsync());
        Assert.Empty(await IntervalsAsync());
    }

    [Fact]
    public async Task Two_odd_readings_in_a_row_are_believed()
    {
        await LandAsync(Some.Reading(Noon, 10), Some.Reading(Noon.AddHours(1), 500), Some.Reading(Noon.AddHours(2), 501), Some.Reading(Noon.AddHours(3), 11));

        Assert.Equal(["12:00 0 jump 0", "13:00 1 measured 3600", "14:00 0 reset 0"], await HoursAsync());
    }

    [Fact]
    public async Task A_link_that_ends_inside_an_hour_splits_it_and_inside_an_interval_leaves_it_to_nobody()
    {
        await LandAsync(new Link(1, 77, Some.Midnight, Noon.AddMinutes(30)), new Link(1, 78, Noon.AddMinutes(30)));
        await LandAsync(Some.Reading(Noon.AddHours(-7), 0, dwelling: 0), Some.Reading(Noon, 3, dwelling: 0), Some.Reading(Noon.AddHours(1), 5, dwelling: 0));
        await LandAsync(new Link(2, 77, Some.Midnight, Noon), new Link(2, 78, Noon));
        await LandAsync(Some.Reading(Noon.AddHours(-4), 0, meter: 2, dwelling: 0), Some.Reading(Noon.AddHours(4), 9, meter: 2, dwelling: 0));

        Assert.Equal(["1 77 own 1 gap 1800", "1 78 own 1 gap 1800"], await AttributionsAsync("consumption_hours"));
        Assert.Equal(["1 77 own 3 interval 0", "2 0 divided 9 interval 0"], await AttributionsAsync("consumption_intervals"));
    }

    [Theory]
    [InlineData("shared", 1.0, "residential", 11UL, "0 shared")]
    [InlineData("master", 1.0, "residential", 11UL, "0 master")]
    [InlineData("own", 0.3, "residential", 0UL, "0 weak")]
    [InlineData("own", 1.0, "ev", 0UL, "77 ev")]
    [InlineData("own", 1.0, "residential", 11UL, "11 own")]
    [InlineData("own", 1.0, "residential", 0UL, "77 own")]
    public async Task A_link_says_whose_a_meter_is_and_a_reading_which_dwelling(string share, double confidence, string tariff, ulong said, string expected)
    {
        await LandAsync(new Link(1, 77, Some.Midnight, Share: share, Confidence: confidence, Tariff: tariff));
        await LandAsync(Some.Reading(Noon, 0, dwelling: said), Some.Reading(Noon.AddHours(1), 2, dwelling: said));

        Assert.Equal([$"1 {expected} 2 measured 3600"], await AttributionsAsync("consumption_hours"));
    }

    [Fact]
    public async Task Two_equal_claims_to_a_meter_leave_it_to_nobody()
    {
        await LandAsync(new Link(1, 77, Some.Midnight), new Link(1, 78, Some.Midnight));
        await LandAsync(Some.Reading(Noon, 0, dwelling: 0), Some.Reading(Noon.AddHours(1), 2, dwelling: 0));

        Assert.Equal(["1 0 disputed 2 measured 3600"], await AttributionsAsync("consumption_hours"));
    }

    [Fact]
    public async Task Nothing_is_differenced_from_an_old_meter_to_its_successor()
    {
        await LandAsync(Some.Reading(Noon, 900), Some.Reading(Noon.AddMinutes(20), 900.2), Some.Reading(Noon.AddMinutes(30), 0, meter: 2), Some.Reading(Noon.AddHours(1), 0.3, meter: 2));
        await SettleAsync("Asia/Shanghai");

        Assert.Equal(["12:00 0.2 gap 1200", "12:00 0.3 gap 1800"], await HoursAsync());
        Assert.Equal(["2026-03-01 1 0.6"], await DaysAsync());
    }

    [Theory]
    [InlineData("2026-03-28T23:00Z", "2026-03-29 23 23")]
    [InlineData("2025-10-25T22:00Z", "2025-10-26 25 25")]
    [InlineData("2028-02-28T23:00Z", "2028-02-29 24 24")]
    [InlineData("2026-12-31T23:00Z", "2027-01-01 24 24")]
    public async Task A_local_day_has_the_hours_that_its_clock_has(string midnight, string expected)
    {
        var from = DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture);
        await LandAsync([.. Enumerable.Range(-30, 90).Select(n => Some.Reading(from.AddHours(n), 100 + n))]);
        await SettleAsync("Europe/Madrid");

        Assert.Contains(expected, await DaysAsync());
    }

    [Fact]
    public async Task A_day_that_loses_all_its_hours_is_taken_back()
    {
        await LandAsync(Some.Reading(Noon, 0), Some.Reading(Noon.AddHours(1), 1));
        await SettleAsync("Asia/Shanghai");
        var before = await DaysAsync();
        await LandAsync(new Link(1, 11, Some.Midnight, Share: "master"));
        await SettleAsync("Asia/Shanghai");

        Assert.Equal(["2026-03-01 1 1"], before);
        Assert.Empty(await DaysAsync());
        Assert.Equal(0, await _district.CountAsync("changed_days"));
    }

    private Task<long> SettleAsync(string zone)
    {
        var named = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return zone == "Asia/Shanghai" ? new DwellingDays(_district.Warehouse, named).SettleAsync(CancellationToken.None) : RemarkAsync(named);
    }

    // The district's days are marked in its own zone: here the same hours are seen from another.
    private async Task<long> RemarkAsync(TimeZoneInfo zone)
    {
        await _district.Warehouse.ExecuteAsync("TRUNCATE TABLE changed_days", WarehouseParameters.None, CancellationToken.None);
        await _district.Warehouse.ExecuteAsync(
            "INSERT INTO changed_days SELECT DISTINCT 1, dwelling_key, toDate(hour, {zone:String}) FROM consumption_hours", new WarehouseParameters { ["zone"] = zone.Id }, CancellationToken.None);
        return await new DwellingDays(_district.Warehouse, zone).SettleAsync(CancellationToken.None);
    }

    private Task<List<string>> DaysAsync() => _district.QueryAsync(
        "SELECT toString(day) || ' ' || toString(hours) || ' ' || toString(round(used, 5)) FROM dwelling_days ORDER BY day", r => r.GetString(0));

    private Task<List<string>> AttributionsAsync(string table) => _district.QueryAsync(
        $"""
        SELECT toString(meter_key) || ' ' || toString(dwelling_key) || ' ' || attribution || ' ' || toString(round(consumption, 6)) || ' ' || quality
            || ' ' || toString({(string.Equals(table, "consumption_hours", StringComparison.Ordinal) ? "covered_s" : "0")})
        FROM {table} ORDER BY meter_key, dwelling_key
        """,
        r => r.GetString(0));

    private Task LandAsync(params Reading[] readings) =>
        LandAsync("readings", Some.Readings, Some.Batch(readings), _readings);

    private Task LandAsync(params Link[] links) =>
        LandAsync("meter_links", Some.Links, Some.Batch(links), _links);

    private async Task LandAsync(string table, ContractSchema schema, RecordBatch rows, Scenarios.IDerivation derivation)
    {
        using var landed = new LandingColumns(schema).Add(rows, ++_offset, Some.Midnight);
        await _district.Warehouse.InsertAsync(table, [landed], InsertMode.First, CancellationToken.None);
        await derivation.ApplyAsync($"test@{_offset}", [landed], CancellationToken.None);
    }

    private Task<List<string>> HoursAsync() => _district.QueryAsync(
        "SELECT formatDateTime(hour, '%H:00') || ' ' || toString(round(consumption, 6)) || ' ' || quality || ' ' || toString(covered_s) FROM consumption_hours ORDER BY meter_key, hour",
        r => r.GetString(0));

    private Task<List<string>> DwellingsAsync() => _district.QueryAsync(
        "SELECT toString(dwelling_key) || ' ' || formatDateTime(hour, '%H:00') FROM consumption_hours ORDER BY hour, dwelling_key",
        r => r.GetString(0));

    private Task<List<string>> IntervalsAsync() => _district.QueryAsync(
        """
        SELECT toString(meter_key) || ' ' || formatDateTime(started_at, '%T') || ' ' || formatDateTime(finished_at, '%T') || ' ' || toString(round(consumption, 6)) || ' ' || quality
        FROM consumption_intervals ORDER BY meter_key, started_at
        """,
        r => r.GetString(0));
}
