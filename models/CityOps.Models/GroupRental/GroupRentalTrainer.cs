using System.Text.Json;
using CityOps.Models.Evaluation;
using CityOps.Models.Registry;
using CityOps.Models.Tabular;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;

namespace CityOps.Models.GroupRental;

/// <summary>A trained version and how it does on households it never saw.</summary>
/// <param name="HeldOut">Those households: another version is judged on them before it takes over.</param>
/// <param name="Profile">How the dwellings looked: what drift is measured against.</param>
public sealed record TrainedModel(ModelArchive Archive, GroupRentalMetrics Metrics, TrainingSet HeldOut, TrainingProfile Profile);

/// <summary>
/// Trains both models: 85 % of the households to learn from, of which 15 % also calibrate, and 15 % for the figures. Group rentals are few, so none is only calibrated with: a draft that did not see the calibrating households
/// gives the calibration, then all are learnt from. The same rows and options give the same bytes.
/// </summary>
public static class GroupRentalTrainer
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <param name="progress">Told the share of the work that is done, 0 to 1, from any thread.</param>
    public static TrainedModel Train(TrainingSet set, TrainingOptions options, Action<double>? progress = null)
    {
        var seed = (ulong)options.Seed;
        return Train(
            set.Take(HouseholdSplit.Rows(set.Keys, seed, 0, 0.7)), set.Take(HouseholdSplit.Rows(set.Keys, seed, 0.7, 0.85)), set.Take(HouseholdSplit.Rows(set.Keys, seed, 0.85, 1)), options, progress);
    }

    /// <summary>Trains on parts that somebody else split.</summary>
    /// <param name="calibrate">Other households: for probabilities, and learnt from after that.</param>
    /// <param name="test">Others again: for the figures.</param>
    public static TrainedModel Train(TrainingSet learn, TrainingSet calibrate, TrainingSet test, TrainingOptions options, Action<double>? progress = null)
    {
        NativeLearner.Require();
        var all = TrainingSet.Join([learn, calibrate]) with { DataRange = learn.DataRange };
        var mixes = UtilityMix.In(all.Features);
        var pairs = new (LearntMix Learnt, ITransformer Occupants, ITransformer Rental)[mixes.Count];

        // Each on its own thread, with its own seed and sums: how many there are changes nothing.
        var fitted = 0;
        Parallel.For(0, mixes.Count, mix =>
        {
            pairs[mix] = FitPair(mixes[mix], all, learn.Keys.Count, options);
            progress?.Invoke(Interlocked.Increment(ref fitted) / (double)mixes.Count);
        });
        var manifest = new GroupRentalManifest(
            3, learn.Features.Names, [.. pairs.Select(p => p.Learnt)], Baseline.MedianByRooms(Known(all, all.Occupants)), options, all.DataRange, all.Origin)
        {
            NotKnown = FeatureView.NotKnown,
        };
        var archive = new ModelArchive();
        archive.Add(GroupRentalModel.ManifestFile, JsonSerializer.SerializeToUtf8Bytes(manifest, Json));
        foreach (var (learnt, occupants, rental) in pairs)
        {
            Save(archive, GroupRentalModel.OccupantsFolder(learnt.Mix), occupants, learn.Features);
            Save(archive, GroupRentalModel.RentalFolder(learnt.Mix), rental, learn.Features);
        }

        var model = GroupRentalModel.Load(archive);
        return new TrainedModel(archive, GroupRentalMetrics.Of(model, all, test), test, TrainingProfile.Of(learn.Origin, learn.Population ?? learn.Features, model));
    }

    /// <summary>The plain learner, of whatever columns: what a model of other knowledge is compared with.</summary>
    public static float[] LearnAndScore(FeatureMatrix learn, float[] rental, FeatureMatrix test, TrainingOptions options)
    {
        NativeLearner.Require();
        var ml = new MLContext(options.Seed);
        var trainer = ml.BinaryClassification.Trainers.LightGbm(ConfigureRental(options));
        return GroupRentalModel.ScoresOf(trainer.Fit(new FeatureView(learn, rental, binary: true)), test);
    }

    // The first rows are those that the draft may see.
    private static (LearntMix Learnt, ITransformer Occupants, ITransformer Rental) FitPair(UtilityMix mix, TrainingSet all, int drafted, TrainingOptions options)
    {
        var known = mix.Hide(all.Features);
        var people = EstimatedPeople.OutOfFold(all.Keys, options.Seed, (learn, its) => Estimate(all.Take(learn), known.Take(its), mix, options));
        var counted = Finite(all.Occupants);
        var interval = OccupantInterval.Fit([.. counted.Select(r => people[r])], [.. counted.Select(r => all.Occupants[r])]);

        var rows = EstimatedPeople.Beside(known, people);
        var looked = Finite(all.Rental);
        var (seen, unseen) = (looked.FindAll(r => r < drafted), looked.FindAll(r => r >= drafted));
        var draft = FitTrees(rows.Take(seen), Labels(seen), options);
        var draftLine = LinearOdds.Fit(rows.Take(seen), Labels(seen), options.Seed);
        var calibration = Calibrate(GroupRentalModel.LogOddsOf(draft, draftLine, options.LinearShare, rows.Take(unseen)), Labels(unseen), options);

        var (final, labels) = (rows.Take(looked), Labels(looked));
        var occupants = FitOccupants(new MLContext(options.Seed), Known(all, all.Occupants), mix, options);
        return (new LearntMix(mix, calibration, interval, LinearOdds.Fit(final, labels, options.Seed)), occupants, Explained(FitTrees(final, labels, options), final, options));

        float[] Labels(List<int> of) => [.. of.Select(r => all.Rental[r])];
    }

    private static PlattScaling Calibrate(float[] scores, float[] rental, TrainingOptions options)
    {
        bool[] truth = [.. rental.Select(r => r > 0.5f)];
        var fitted = PlattScaling.Fit(scores, truth);
        return options.BaseRate > 0 && truth.Any(t => t) ? fitted.AtBaseRate(truth.Count(t => t) / (double)truth.Length, options.BaseRate) : fitted;
    }

    private static RegressionPredictionTransformer<LightGbmRegressionModelParameters> FitOccupants(MLContext ml, TrainingSet set, UtilityMix mix, TrainingOptions options) =>
        ml.Regression.Trainers.LightGbm(ConfigureOccupants(options)).Fit(new FeatureView(mix.Hide(set.Features), set.Occupants));

    private static BinaryPredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>> FitTrees(FeatureMatrix rows, float[] rental, TrainingOptions options) =>
        new MLContext(options.Seed).BinaryClassification.Trainers.LightGbm(ConfigureRental(options)).Fit(new FeatureView(rows, rental, binary: true));

    private static TransformerChain<FeatureContributionCalculatingTransformer> Explained(
        BinaryPredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>> trees, FeatureMatrix rows, TrainingOptions options)
    {
        var explain = new MLContext(options.Seed).Transforms.CalculateFeatureContribution(trees, rows.Width, rows.Width, normalize: false);
        return trees.Append(explain.Fit(trees.Transform(new FeatureView(rows))));
    }

    private static float[] Estimate(TrainingSet learn, FeatureMatrix rows, UtilityMix mix, TrainingOptions options) =>
        GroupRentalModel.ScoresOf(FitOccupants(new MLContext(options.Seed), Known(learn, learn.Occupants), mix, options), rows);

    private static LightGbmRegressionTrainer.Options ConfigureOccupants(TrainingOptions options) => new()
    {
        FeatureColumnName = FeatureView.Features,
        LabelColumnName = FeatureView.Label,
        NumberOfIterations = options.Trees,
        NumberOfLeaves = options.Leaves,
        LearningRate = options.LearningRate,
        MinimumExampleCountPerLeaf = options.MinimumRowsPerLeaf,
        NumberOfThreads = options.Threads,
        Seed = options.Seed,
        Deterministic = true,
        Booster = Booster(),
    };

    private static LightGbmBinaryTrainer.Options ConfigureRental(TrainingOptions options) => new()
    {
        FeatureColumnName = FeatureView.Features,
        LabelColumnName = FeatureView.Label,
        NumberOfIterations = options.RentalTrees,
        NumberOfLeaves = options.RentalLeaves,
        LearningRate = options.RentalLearningRate,
        MinimumExampleCountPerLeaf = options.MinimumRowsPerLeaf,
        NumberOfThreads = options.Threads,
        Seed = options.Seed,
        Deterministic = true,
        Booster = Booster(),
    };

    private static GradientBooster.Options Booster() => new() { L2Regularization = 1, FeatureFraction = 0.5, SubsampleFraction = 0.8, SubsampleFrequency = 1 };

    /// <summary>The rows whose label somebody knows.</summary>
    internal static TrainingSet Known(TrainingSet set, float[] labels) => set.Take(Finite(labels));

    private static List<int> Finite(float[] labels) => [.. Enumerable.Range(0, labels.Length).Where(i => float.IsFinite(labels[i]))];

    private static void Save(ModelArchive archive, string folder, ITransformer model, FeatureMatrix features)
    {
        using var stream = new MemoryStream();
        new MLContext(seed: 1).Model.Save(model, new FeatureView(features).Schema, stream);
        stream.Position = 0;
        archive.AddModel(folder, stream);
    }
}
