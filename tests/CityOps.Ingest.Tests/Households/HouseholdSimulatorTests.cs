using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

public sealed class HouseholdSimulatorTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_same_seed_gives_the_same_rows_and_the_same_truth()
    {
        var first = await SimulatedRun.OfAsync(Request(seed: 5, dwellings: 40, days: 3));
        var again = await SimulatedRun.OfAsync(Request(seed: 5, dwellings: 40, days: 3));
        var other = await SimulatedRun.OfAsync(Request(seed: 6, dwellings: 40, days: 3));

        Assert.Equal(first.Hash, again.Hash);
        Assert.True(first.Truth.SequenceEqual(again.Truth));
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public async Task Rows_depend_neither_on_chunks_nor_on_how_many_more_dwellings_there_are()
    {
        var days = await SimulatedRun.OfAsync(Request(5, 600, 2) with { Chunk = TimeSpan.FromDays(1) });
        var hours = await SimulatedRun.OfAsync(Request(5, 600, 2) with { Chunk = TimeSpan.FromHours(1) });
        var more = await SimulatedRun.OfAsync(Request(5, 1_100, 2));

        var some = days.Readings.Select(r => r.Meter).ToHashSet();
        Assert.True(days.Readings.SequenceEqual(hours.Readings));
        Assert.True(days.Readings.SequenceEqual(more.Readings.Where(r => some.Contains(r.Meter))));
    }

    [Fact]
    public async Task Registers_rise_and_instants_are_jittered_within_the_hour()
    {
        var run = await SimulatedRun.OfAsync(Request(seed: 1, dwellings: 60, days: 4));

        foreach (var meter in run.Readings.Where(r => !run.IsKind(r.Dwelling, "swapped_meter")).GroupBy(r => r.Meter))
        {
            var byTime = meter.OrderBy(r => r.At).Select(r => r.Register).ToList();
            Assert.True(byTime.Order().SequenceEqual(byTime), meter.Key);
            Assert.True(meter.Select(r => r.At.ToUnixTimeSeconds() % 3_600).Distinct().Count() > 5);
            Assert.InRange(meter.Count(), 20, 96);
        }
    }

    [Fact]
    public async Task Meters_round_swap_stick_fall_silent_and_send_late()
    {
        var run = await SimulatedRun.OfAsync(Request(seed: 3, dwellings: 1_200, days: 5));
        var meters = run.Readings.GroupBy(r => r.Meter).Select(m => m.ToList()).ToList();

        Assert.True(meters.Exists(m => m.TrueForAll(r => Math.Abs((r.Register * 10) - Math.Round(r.Register * 10)) < 1e-6)), "0.1 m³ registers");
        Assert.True(meters.Exists(m => run.IsKind(m[0].Dwelling, "swapped_meter") && m.Zip(m.Skip(1)).Any(p => p.Second.Register < p.First.Register - 1)), "swapped");
        var latest = DateTimeOffset.MinValue;
        Assert.True(run.Readings.Exists(r => r.At < (latest = r.At > latest ? r.At : latest).AddHours(-3)), "sent late");
        Assert.True(meters.Exists(m => m.Count is > 0 and < 130), "silent for good");
        Assert.True(meters.Exists(m => run.IsKind(m[0].Dwelling, "broken_meter") && m.Select(r => r.Register).Distinct().Count() < m.Count / 2), "stuck");
    }

    [Fact]
    public async Task Each_dwelling_has_its_meters_one_row_of_the_register_and_links()
    {
        var run = await SimulatedRun.OfAsync(Request(seed: 2, dwellings: 50, days: 1));

        Assert.Equal(50, run.Rows["dwellings"]);
        Assert.Equal(run.Rows["meter-links"], run.Readings.Select(r => r.Meter).Distinct().Count());
        Assert.InRange(run.Rows["meter-links"], 125, 150);
        Assert.Equal(8 * 24, run.Rows["weather"]);
    }

    [Fact]
    public async Task Chunks_never_step_back_and_none_spans_more_than_asked()
    {
        var through = DateTimeOffset.MinValue;
        var chunks = 0;
        await foreach (var events in new HouseholdSimulator().EventsAsync(Request(3, 20, 2) with { Chunk = TimeSpan.FromHours(6) }, NoTruth.Instance, TestContext.Current.CancellationToken))
        {
            using (events)
            {
                Assert.True(events.Through >= through);
                through = events.Through;
                chunks += events.Contract == "meter-readings" ? 1 : 0;
            }
        }

        Assert.Equal(8, chunks);
    }

    [Fact]
    public async Task Events_never_tell_the_truth()
    {
        var run = await SimulatedRun.OfAsync(Request(seed: 4, dwellings: 60, days: 1));

        foreach (var kind in Enum.GetValues<DwellingKind>().Where(k => k is not DwellingKind.Family))
        {
            Assert.DoesNotContain(kind.Word(), run.Text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("occupants", run.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(60, run.Truth.Count(row => row.Kind == "group_rental"));
        Assert.Equal(60, run.Truth.Count(row => row.Kind == "present"));
    }

    [Fact]
    public async Task The_hard_district_has_wrong_links_master_meters_and_slow_cycles()
    {
        var run = await SimulatedRun.OfAsync(Request(seed: 2, dwellings: 400, days: 2) with { Options = new Dictionary<string, string> { ["district"] = "hard" } });
        var meters = run.Readings.GroupBy(r => r.Meter).ToList();

        Assert.InRange(run.Readings.Where(r => r.Meter[^6..] != r.Dwelling[^6..]).Select(r => r.Meter).Distinct().Count() / (double)meters.Count, 0.05, 0.16);
        Assert.Contains("master", run.Text, StringComparison.Ordinal);
        Assert.Contains(meters, m => m.Count() <= 2);
        Assert.InRange(meters.Count(m => m.Key.Contains("-G", StringComparison.Ordinal)), 1, 330);
    }

    [Fact]
    public async Task What_is_left_out_of_the_hard_district_is_not_in_it_and_the_rest_is()
    {
        var run = await SimulatedRun.OfAsync(Request(seed: 2, dwellings: 400, days: 2) with { Options = new Dictionary<string, string> { ["district"] = "hard", ["without"] = "wrong_links,mixed_cycles" } });
        var meters = run.Readings.GroupBy(r => r.Meter).ToList();
        Assert.InRange(run.Readings.Where(r => r.Meter[^6..] != r.Dwelling[^6..]).Select(r => r.Meter).Distinct().Count() / (double)meters.Count, 0, 0.02);
        Assert.InRange(meters.Count(m => m.Count() <= 2) / (double)meters.Count, 0, 0.02);
        Assert.Contains("master", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hardship_that_does_not_exist_is_refused_with_those_that_do()
    {
        var refused = Assert.Throws<ArgumentException>(() => HouseholdOptions.Read(new Dictionary<string, string> { ["district"] = "hard", ["without"] = "rain" }));

        Assert.Contains("mixed_cycles", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lodgers_travel_home_for_Spring_Festival_and_families_mostly_stay()
    {
        var away = Enumerable.Range(0, 400).Count(i => Festival.IsAway(DwellingKind.BedLetting, 1, i, 0, fromNewYear: 1));
        var families = Enumerable.Range(0, 400).Count(i => Festival.IsAway(DwellingKind.Family, 1, i, 0, fromNewYear: 1));

        Assert.InRange(away, 300, 380);
        Assert.InRange(families, 60, 140);
        Assert.Equal(1, new Calendar(Culture.Shanghai).DaysFromNewYear(new DateOnly(2026, 2, 18)));
        Assert.Null(new Calendar(Culture.Shanghai).DaysFromNewYear(new DateOnly(2026, 5, 18)));
    }

    private static SimulationRequest Request(ulong seed, int dwellings, int days) => new(seed, dwellings, From, From.AddDays(days));
}
