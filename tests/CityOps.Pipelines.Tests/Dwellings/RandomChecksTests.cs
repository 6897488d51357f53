using CityOps.Pipelines.Dwellings;

namespace CityOps.Pipelines.Tests.Dwellings;

public sealed class RandomChecksTests
{
    private const int Dwellings = 20_000;
    private static readonly DwellingOptions Options = new() { MaxSuspicionsPerRun = 200, RandomShare = 0.25 };
    private static readonly DateOnly Monday = new(2026, 6, 1);

    [Fact]
    public void A_share_of_the_budget_is_drawn_and_the_rest_is_left_to_the_model()
    {
        var checks = RandomChecks.Of(Dwellings, Options);

        Assert.Equal(50.0 / Dwellings, checks.Chance, 12);
        Assert.Equal(150, RandomChecks.LeftForModel(Options));

        // 50 on average, deviation 7.
        Assert.InRange(Drawn(checks, Monday).Count, 25, 75);
    }

    [Fact]
    public void A_draw_holds_for_its_week_and_the_next_week_draws_others()
    {
        var checks = RandomChecks.Of(Dwellings, Options);

        Assert.Equal(Drawn(checks, Monday), Drawn(checks, Monday));
        Assert.True(Drawn(checks, Monday).Intersect(Drawn(checks, Monday.AddDays(7))).Count() < 5);
    }

    [Fact]
    public void Whoever_was_drawn_stays_drawn_where_the_chance_rises()
    {
        var few = Drawn(RandomChecks.Of(Dwellings, Options), Monday);
        var more = Drawn(RandomChecks.Of(Dwellings / 2, Options), Monday);

        Assert.Empty(few.Except(more));
        Assert.True(more.Count > few.Count);
    }

    [Fact]
    public void Without_a_share_nobody_is_drawn_and_a_small_district_is_drawn_whole()
    {
        Assert.Empty(Drawn(RandomChecks.Of(Dwellings, new DwellingOptions()), Monday));
        Assert.Equal(0, RandomChecks.Of(0, Options).Chance);
        Assert.Equal(1, RandomChecks.Of(10, Options).Chance);
    }

    private static List<ulong> Drawn(RandomChecks checks, DateOnly monday) => [.. Enumerable.Range(1, Dwellings).Select(key => (ulong)key * 0x9E3779B97F4A7C15UL).Where(key => checks.Draws(key, monday))];
}
