using CityOps.Models.GroupRental;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>How good the shipped model is where it was never trained: on a simulated district of another seed and season.</summary>
[Collection(nameof(ColdStartEvaluationTests))]
public sealed class ColdStartEvaluationTests
{
    [Fact]
    public async Task On_a_held_out_simulated_district_it_beats_the_plain_guesses()
    {
        await using var district = await ScoredDistrict.StartAsync(1_200, seed: 909, rentalShare: 0.05, keepsHours: false);
        var metrics = GroupRentalMetrics.Of(GroupRentalModel.Load(ColdStartModel.Archive()), district.Truth, district.Truth);
        TestContext.Current.TestOutputHelper?.WriteLine($"simulated: {metrics} AP by mix: {string.Join(", ", metrics.AveragePrecisionByMix)} MAE by mix: {string.Join(", ", metrics.MaeByMix)}");

        Assert.True(metrics.Mae < metrics.BaselineMae, $"{metrics.Mae} against {metrics.BaselineMae}");
        Assert.True(metrics.AveragePrecision > metrics.BestSingleAveragePrecision, $"{metrics.AveragePrecision} against {metrics.BestSingleAveragePrecision}");
        Assert.InRange(metrics.IntervalCoverage, 0.74, 0.88);
        Assert.InRange(metrics.CalibrationError, 0, 0.03);
    }
}
