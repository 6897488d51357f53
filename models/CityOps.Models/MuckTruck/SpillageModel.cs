using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace CityOps.Models.MuckTruck;

/// <summary>What a loaded driving window is scored by, in this order. Missing is NaN.</summary>
public static class SpillageFeatures
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "minutes", "lid_open_share", "weight_start_kg", "weight_loss_kg", "largest_drop_kg", "accel_mean", "accel_p95", "speed_mean_kmh", "pm10_rise", "camera_confidence", "citizen_reports",
    ];
}

/// <summary>A window and what became of it.</summary>
public sealed class SpillageExample
{
    public const int Count = 11;

    [VectorType(Count)]
    public float[] Features { get; set; } = [];

    /// <summary>Whether the load spilled.</summary>
    public bool Label { get; set; }
}

/// <summary>
/// Scores loaded driving windows for spillage (抛洒): boosted trees over lid, load, shaking, weight, dust, cameras and citizens. GPS alone does not prove a spill; the score orders windows, and is no probability.
/// </summary>
public sealed class SpillageModel
{
    private readonly MLContext _ml;
    private readonly ITransformer _model;

    private SpillageModel(MLContext ml, ITransformer model) => (_ml, _model) = (ml, model);

    /// <summary>The same examples and seed give the same model.</summary>
    public static SpillageModel Train(IReadOnlyList<SpillageExample> examples, int seed)
    {
        var ml = new MLContext(seed);
        var trainer = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfLeaves = 12,
            NumberOfTrees = 120,
            LearningRate = 0.08,
            MinimumExampleCountPerLeaf = 15,
            NumberOfThreads = 1,
            Seed = seed,
        });
        return new SpillageModel(ml, trainer.Fit(ml.Data.LoadFromEnumerable(examples)));
    }

    public IReadOnlyList<double> Score(IReadOnlyList<SpillageExample> windows)
    {
        var scored = _model.Transform(_ml.Data.LoadFromEnumerable(windows));
        return [.. scored.GetColumn<float>("Score").Select(score => 1 / (1 + Math.Exp(-score)))];
    }
}
