using System.Text;
using CityOps.Models.Evaluation;
using CityOps.Models.MuckTruck;

namespace CityOps.Models.Tests.MuckTruck;

public sealed class FleetEvaluationTests
{
    private readonly JudgedFleet _judged = SomeFleet.Judged(seed: 3);
    private readonly MuckTruckModel _model = SomeFleet.Model(SomeFleet.Judged(seed: 1));

    [Fact]
    public void Each_score_has_its_figures_within_their_intervals_and_its_bins_hold_everything_judged()
    {
        var evaluation = Evaluation();

        Assert.Equal(["spillage", "dust"], evaluation.Scores.Select(s => s.Score));
        Assert.All(evaluation.Scores, score =>
        {
            Assert.Equal((400, 400, 100), (score.LearntFrom, score.Judged, score.Positives));
            Assert.All(score.Figures, f => Assert.True(f.Low <= f.Value && f.Value <= f.High, $"{f}"));
            Assert.Equal(400, score.Reliability.Sum(bin => bin.Count));
            Assert.Equal(score.Budget.Select(b => b.Visits).Order(), score.Budget.Select(b => b.Visits));
        });
        var spillage = evaluation.Scores[0];
        Assert.True(spillage.Figures[0].Low < spillage.Figures[0].High);
        Assert.Equal(Ranking.AveragePrecision(_model.Spillage.Score(_judged.Spillage.Examples), _judged.Spillage.Truth), spillage.Figures[0].Value);
        Assert.True(spillage.Figures[0].Value > spillage.Figures.Single(f => f.Name is "rule_average_precision").Value);
    }

    [Fact]
    public void The_same_training_gives_the_same_bytes_and_they_read_back()
    {
        var bytes = Evaluation().ToBytes();

        Assert.Equal(bytes, Evaluation().ToBytes());
        Assert.Equal(bytes, FleetEvaluation.FromBytes(bytes).ToBytes());
    }

    [Fact]
    public void What_was_judged_reads_back_with_its_gaps_and_names_no_truck()
    {
        var bytes = _judged.ToBytes();
        var read = JudgedFleet.FromBytes(bytes);

        Assert.Equal(bytes, read.ToBytes());
        Assert.True(float.IsNaN(read.Dust.Examples[0].Features[^1]));
        Assert.Equal(_judged.Spillage.Truth, read.Spillage.Truth);
        Assert.DoesNotContain("truck-", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"spillage":{"Features":["another"],"Values":[],"Labels":[],"Trucks":[]}}""")]
    public void What_was_judged_and_then_changed_is_refused(string changed) =>
        Assert.Throws<InvalidDataException>(() => JudgedFleet.FromBytes(Encoding.UTF8.GetBytes(changed)));

    private FleetEvaluation Evaluation() => FleetEvaluation.Of(_model, "simulated", "a made-up fleet", 1, _ => 400, _judged, _ => 0.5);
}
