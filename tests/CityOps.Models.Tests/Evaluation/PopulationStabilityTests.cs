using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class PopulationStabilityTests
{
    private static readonly float[] Before = [.. Enumerable.Range(0, 5_000).Select(i => Normal(i, 1))];

    [Fact]
    public void Other_rows_of_the_same_kind_stay_below_what_chance_brings()
    {
        var stability = ValueProfile.Of("x", Before).Against([.. Enumerable.Range(0, 2_000).Select(i => Normal(i, 2))]);

        Assert.InRange(stability.Index, 0, stability.Noise);
        Assert.True(stability.Noise < 0.05, $"{stability.Noise}");
    }

    [Fact]
    public void A_shift_by_one_deviation_is_far_above_a_quarter()
    {
        var stability = ValueProfile.Of("x", Before).Against([.. Before.Select(v => v + 1)]);

        Assert.True(stability.Index > 0.6, $"{stability.Index}");
    }

    [Fact]
    public void The_index_is_the_one_of_the_formula()
    {
        // Ten bins of a tenth; now half of the rows lie in the first one and the rest are spread over the other nine.
        var profile = ValueProfile.Of("x", [.. Enumerable.Range(0, 100).Select(i => (float)i)]);
        float[] now = [.. Enumerable.Repeat(1f, 45), .. Enumerable.Range(10, 90).SelectMany(i => i % 2 == 0 ? [(float)i] : Array.Empty<float>())];
        double[] before = profile.Shares;
        double[] after = [.. Enumerable.Range(0, before.Length).Select(bin => now.Count(v => BinOf(profile, v) == bin) / (double)now.Length)];

        Assert.Equal(before.Zip(after).Where(p => p.First > 0).Sum(p => (p.Second - p.First) * Math.Log(p.Second / p.First)), profile.Against(now).Index, 9);
    }

    [Fact]
    public void What_is_not_known_any_more_counts_as_moved()
    {
        var stability = ValueProfile.Of("x", Before).Against([.. Before.Select((v, i) => i % 2 == 0 ? float.NaN : v)]);

        Assert.Equal(0.5, stability.UnknownNow, 3);
        Assert.True(stability.Index > 0.25, $"{stability.Index}");
    }

    [Fact]
    public void A_value_that_is_always_the_same_has_not_moved()
    {
        var stability = ValueProfile.Of("x", [.. Enumerable.Repeat(1f, 300)]).Against([.. Enumerable.Repeat(1f, 300)]);

        Assert.Equal(0, stability.Index);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1.5f)]
    public void A_value_that_was_always_the_same_and_is_another_now_has_moved(float now) =>
        Assert.True(ValueProfile.Of("coverage", [.. Enumerable.Repeat(1f, 300)]).Against([.. Enumerable.Repeat(now, 300)]).Index > 1);

    [Fact]
    public void With_few_rows_chance_alone_may_bring_more_than_a_quarter() =>
        Assert.True(ValueProfile.Of("x", [.. Before.Take(60)]).Against([.. Before.Skip(60).Take(60)]).Noise > 0.25);

    private static int BinOf(ValueProfile profile, float value)
    {
        var at = Array.BinarySearch(profile.Edges, value);
        return at < 0 ? ~at : at;
    }

    // Two fixed random series, by Box and Muller.
    private static float Normal(int at, int series)
    {
        var random = new SplitMix((ulong)((at * 7) + (series * 1_000_003)));
        return (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
