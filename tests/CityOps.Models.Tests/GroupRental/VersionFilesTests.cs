using CityOps.Models.GroupRental;

namespace CityOps.Models.Tests.GroupRental;

public sealed class VersionFilesTests
{
    private static readonly Lazy<TrainedModel> Trained = new(() => GroupRentalTrainer.Train(Some.TrainingSet(1_200), Some.Options));

    public VersionFilesTests() => Assert.SkipWhen(NativeLearner.WhyMissing is not null, NativeLearner.WhyMissing ?? "");

    [Fact]
    public void An_evaluation_gives_intervals_reliability_and_precision_by_budget()
    {
        var evaluation = VersionEvaluation.Of(GroupRentalModel.Load(Trained.Value.Archive), Trained.Value.HeldOut);
        var precision = evaluation.Figures.Single(f => string.Equals(f.Name, "average_precision", StringComparison.Ordinal));

        Assert.InRange(precision.Value, precision.Low, precision.High);
        var error = evaluation.Figures.Single(f => string.Equals(f.Name, "mean_error_people", StringComparison.Ordinal));
        Assert.True(error.Low < error.Value && error.Value < error.High, $"{error}");
        Assert.Equal(10, evaluation.Reliability.Count);
        Assert.Equal(evaluation.Dwellings, evaluation.Reliability.Sum(b => b.Count));
        Assert.True(evaluation.Budget.Count > 3);
        Assert.True(evaluation.Budget[0].Precision >= evaluation.Budget[^1].Precision);
        var back = VersionEvaluation.FromBytes(evaluation.ToBytes());
        Assert.Equal(evaluation.ToBytes(), back.ToBytes());
    }

    [Fact]
    public void Training_again_gives_the_same_files_beside_the_version()
    {
        var again = GroupRentalTrainer.Train(Some.TrainingSet(1_200), Some.Options);

        Assert.Equal(ModelEntry.Of(Trained.Value).ToBytes(), ModelEntry.Of(again).ToBytes());
        Assert.Equal(Trained.Value.Profile.ToBytes(), again.Profile.ToBytes());
        Assert.Equal(
            VersionEvaluation.Of(GroupRentalModel.Load(Trained.Value.Archive), Trained.Value.HeldOut).ToBytes(),
            VersionEvaluation.Of(GroupRentalModel.Load(again.Archive), again.HeldOut).ToBytes());
    }

    [Fact]
    public void Dwellings_that_use_twice_the_water_have_moved_and_those_of_the_same_kind_have_not()
    {
        var (profile, model) = (TrainingProfile.FromBytes(Trained.Value.Profile.ToBytes()), GroupRentalModel.Load(Trained.Value.Archive));
        var same = Some.TrainingSet(900, seed: 7).Features;
        var values = (float[])same.Values.Clone();
        var water = same.ColumnOf("water_l_day");
        for (var row = 0; row < same.Rows; row++)
        {
            values[(row * same.Width) + water] *= 2;
        }

        var thirsty = same with { Values = values };

        Assert.All(profile.Against(same, model.Score(same)), s => Assert.True(s.Index < Math.Max(0.25, s.Noise), $"{s.Name} {s.Index}"));
        var moved = profile.Against(thirsty, model.Score(thirsty)).Where(s => s.Index > Math.Max(0.25, s.Noise)).Select(s => s.Name);
        Assert.Contains("water_l_day", moved);
        Assert.Contains(TrainingProfile.Occupants, moved);
    }
}
