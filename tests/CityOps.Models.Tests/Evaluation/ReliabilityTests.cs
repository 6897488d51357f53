using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class ReliabilityTests
{
    [Fact]
    public void Too_sure_a_model_shows_how_far_it_was_off()
    {
        var reliability = Reliability.Of([0.95, 0.95, 0.05, 0.05], [true, false, false, false]);

        Assert.Equal(2, reliability.Bins[9].Count);
        Assert.Equal(0.5, reliability.Bins[9].Observed, 9);
        Assert.Equal(((2 * 0.45) + (2 * 0.05)) / 4, reliability.Error, 9);
    }

    [Fact]
    public void Probability_one_lies_in_the_last_bin() => Assert.Equal(1, Reliability.Of([1.0], [true]).Bins[9].Count);
}
