using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class RateTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void The_interval_is_Wilsons(int hits, int trials, double low, double high)
    {
        var rate = new Rate(hits, trials);

        Assert.Equal(low, rate.Low, 3);
        Assert.Equal(high, rate.High, 3);
    }

    [Fact]
    public void Half_as_many_hits_of_a_hundred_visits_is_more_than_three_standard_errors_away()
    {
        Assert.True(new Rate(25, 100).StandardErrorsAbove(new Rate(50, 100)) < -3);
        Assert.InRange(new Rate(48, 100).StandardErrorsAbove(new Rate(50, 100)), -1, 0);
        Assert.True(double.IsNaN(new Rate(0, 0).StandardErrorsAbove(new Rate(1, 2))));
    }
}
