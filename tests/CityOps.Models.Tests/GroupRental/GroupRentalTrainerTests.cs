using CityOps.Models.GroupRental;
using CityOps.Models.Registry;

namespace CityOps.Models.Tests.GroupRental;

public sealed class GroupRentalTrainerTests
{
    private static readonly Lazy<TrainedModel> Trained = new(() => GroupRentalTrainer.Train(Some.TrainingSet(2_000), Some.Options));

    public GroupRentalTrainerTests() => Assert.SkipWhen(NativeLearner.WhyMissing is not null, NativeLearner.WhyMissing ?? "");

    [Fact]
    public void The_same_rows_and_seed_give_the_same_bytes()
    {
        var again = GroupRentalTrainer.Train(Some.TrainingSet(2_000), Some.Options);

        Assert.Equal(Trained.Value.Archive.ToBytes(), again.Archive.ToBytes());
        Assert.Equal(Trained.Value.Archive.Version, again.Archive.Version);
    }

    [Fact]
    public void Another_seed_gives_another_version() =>
        Assert.NotEqual(Trained.Value.Archive.Version, GroupRentalTrainer.Train(Some.TrainingSet(2_000), Some.Options with { Seed = 2 }).Archive.Version);

    [Fact]
    public void Estimates_beat_the_median_by_rooms_and_group_rentals_rank_first()
    {
        var metrics = Trained.Value.Metrics;

        Assert.True(metrics.Mae < 0.7 * metrics.BaselineMae, $"{metrics.Mae} against {metrics.BaselineMae}");
        Assert.True(metrics.AveragePrecision > 0.8, $"{metrics.AveragePrecision}");
        Assert.InRange(metrics.IntervalCoverage, 0.7, 0.92);
        Assert.InRange(metrics.CalibrationError, 0, 0.06);
    }

    [Fact]
    public void A_loaded_model_scores_as_the_trained_one_did()
    {
        var bytes = Trained.Value.Archive.ToBytes();
        var rows = Some.TrainingSet(50, seed: 9).Features;

        var first = GroupRentalModel.Load(Trained.Value.Archive).Score(rows);
        var loaded = GroupRentalModel.Load(ModelArchive.Read(new MemoryStream(bytes))).Score(rows);

        Assert.Equal(first.Probability, loaded.Probability);
        Assert.Equal(first.Occupants, loaded.Occupants);
    }

    [Fact]
    public void An_interval_widens_where_less_is_known()
    {
        var model = GroupRentalModel.Load(Trained.Value.Archive);
        var rows = Some.TrainingSet(400, seed: 3).Features;

        var full = model.Score(rows);
        var electricity = model.Score(UtilityMix.Learnt[4].Hide(rows));

        Assert.True(Width(electricity) > Width(full));
        static double Width(GroupRentalScores s) => s.OccupantsHigh.Zip(s.OccupantsLow, (h, l) => h - l).Average();
    }

    [Fact]
    public void Contributions_name_what_raised_the_score()
    {
        var model = GroupRentalModel.Load(Trained.Value.Archive);
        var set = Some.TrainingSet(300, seed: 4);
        var contributions = model.Explain(set.Features);
        var top = Array.IndexOf(model.Score(set.Features).Probability, model.Score(set.Features).Probability.Max());

        Assert.Equal(GroupRentalFeatures.Explained.Select(f => f.Name), contributions.Names);
        Assert.Equal(set.Features.Rows, contributions.Rows);
        Assert.True(contributions.Row(top).ToArray().Sum() > 0);
        var highest = Enumerable.Range(0, contributions.Width).OrderByDescending(i => contributions[top, i]).Take(3).Select(i => contributions.Names[i]);
        Assert.NotEmpty(highest.Intersect(["estimated_occupants", "estimated_per_room", "estimated_per_registered", "water_l_day", "shower_hours_week", "electricity_kwh_day", "gas_m3_day"]));
    }

    [Fact]
    public void Rows_without_a_label_are_not_learnt_from()
    {
        var set = Some.TrainingSet(1_000);
        set.Rental[3] = float.NaN;
        set.Occupants[5] = float.NaN;

        Assert.True(double.IsFinite(GroupRentalTrainer.Train(set, Some.Options).Metrics.Mae));
    }

    [Fact]
    public void Other_features_than_the_trained_ones_are_refused()
    {
        var rows = Some.TrainingSet(5).Features;
        var other = rows with { Names = [.. rows.Names.Reverse()] };

        Assert.Throws<ArgumentException>(() => GroupRentalModel.Load(Trained.Value.Archive).Score(other));
    }
}
