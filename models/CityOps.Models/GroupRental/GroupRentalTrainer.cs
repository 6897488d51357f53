using System.Text.Json;
using CityOps.Models.Evaluation;
using CityOps.Models.Registry;
using CityOps.Models.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Transforms;

namespace CityOps.Models.GroupRental;

/// <summary>A trained version and how it does on households it never saw.</summary>
public sealed record TrainedModel(ModelArchive Archive, GroupRentalMetrics Metrics);

/// <summary>
/// Trains both models: 70 % of the households to learn from, 15 % for calibration and intervals, 15 % for the figures. The same rows and options give the same bytes.
/// </summary>
public static class GroupRentalTrainer
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static TrainedModel Train(TrainingSet set, TrainingOptions options)
    {
        var seed = (ulong)options.Seed;
        var learn = set.Take(HouseholdSplit.Rows(set.Keys, seed, 0, 0.7));
        var calibrate = set.Take(HouseholdSplit.Rows(set.Keys, seed, 0.7, 0.85));
        var test = set.Take(HouseholdSplit.Rows(set.Keys, seed, 0.85, 1));
        var ml = new MLContext(options.Seed);
        var occupants = FitOccupants(ml, Known(learn, learn.Occupants), options);
        var rental = FitRental(ml, Known(learn, learn.Rental), options);

        var full = Known(calibrate, calibrate.Rental);
        var calibration = PlattScaling.Fit(GroupRentalModel.ScoresOf(rental, full.Features), [.. full.Rental.Select(r => r > 0.5f)]);
        var counted = Known(calibrate, calibrate.Occupants);
        var intervals = new SortedDictionary<string, OccupantInterval>(StringComparer.Ordinal);
        foreach (var mix in UtilityMix.Learnt)
        {
            intervals[mix.Name] = OccupantInterval.Fit(GroupRentalModel.ScoresOf(occupants, mix.Hide(counted.Features)), counted.Occupants);
        }

        var manifest = new GroupRentalManifest(
            1, set.Features.Names, calibration, intervals, Baseline.MedianByRooms(Known(learn, learn.Occupants)), options, set.DataRange, set.Origin);
        var archive = new ModelArchive();
        archive.Add(GroupRentalModel.ManifestFile, JsonSerializer.SerializeToUtf8Bytes(manifest, Json));
        Save(ml, archive, GroupRentalModel.OccupantsFolder, occupants, set.Features);
        Save(ml, archive, GroupRentalModel.RentalFolder, rental, set.Features);
        return new TrainedModel(archive, GroupRentalMetrics.Of(GroupRentalModel.Load(archive), learn, test));
    }

    private static RegressionPredictionTransformer<FastTreeRegressionModelParameters> FitOccupants(MLContext ml, TrainingSet set, TrainingOptions options)
    {
        var view = InEveryMix(set, set.Occupants, binary: false);
        var trainer = ml.Regression.Trainers.FastTree(Configure(new FastTreeRegressionTrainer.Options(), options));
        return trainer.Fit(view);
    }

    private static TransformerChain<FeatureContributionCalculatingTransformer> FitRental(MLContext ml, TrainingSet set, TrainingOptions options)
    {
        var view = InEveryMix(set, set.Rental, binary: true);
        var trainer = ml.BinaryClassification.Trainers.FastTree(Configure(new FastTreeBinaryTrainer.Options(), options));
        var model = trainer.Fit(view);
        var width = set.Features.Width;
        var explain = ml.Transforms.CalculateFeatureContribution(model, width, width, normalize: false);
        return model.Append(explain.Fit(model.Transform(view)));
    }

    private static TOptions Configure<TOptions>(TOptions trainer, TrainingOptions options)
        where TOptions : BoostedTreeOptions
    {
        trainer.FeatureColumnName = FeatureView.Features;
        trainer.LabelColumnName = FeatureView.Label;
        trainer.NumberOfTrees = options.Trees;
        trainer.NumberOfLeaves = options.Leaves;
        trainer.MinimumExampleCountPerLeaf = options.MinimumRowsPerLeaf;
        trainer.LearningRate = options.LearningRate;
        trainer.NumberOfThreads = options.Threads;
        trainer.Seed = options.Seed;
        trainer.FeatureSelectionSeed = options.Seed;
        trainer.FeatureFraction = 0.7;
        return trainer;
    }

    private static FeatureView InEveryMix(TrainingSet set, float[] labels, bool binary)
    {
        var values = UtilityMix.Learnt.SelectMany(mix => mix.Hide(set.Features).Values).ToArray();
        float[] repeated = [.. Enumerable.Repeat(labels, UtilityMix.Learnt.Count).SelectMany(l => l)];
        return new FeatureView(set.Features with { Values = values }, repeated, binary);
    }

    /// <summary>The rows whose label somebody knows.</summary>
    internal static TrainingSet Known(TrainingSet set, float[] labels) => set.Take([.. Enumerable.Range(0, labels.Length).Where(i => float.IsFinite(labels[i]))]);

    private static void Save(MLContext ml, ModelArchive archive, string folder, ITransformer model, FeatureMatrix features)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(model, new FeatureView(features).Schema, stream);
        stream.Position = 0;
        archive.AddModel(folder, stream);
    }
}
