namespace CityOps.Models.GroupRental;

/// <summary>What a model version needs beside its trees.</summary>
/// <param name="Features">Column order of the model; must be what the query gives.</param>
/// <param name="Mixes">What it learnt a pair of models for, the richest first.</param>
/// <param name="MedianOccupants">The baseline: people by rooms, index 0 where rooms are not known.</param>
public sealed record GroupRentalManifest(
    int Format,
    IReadOnlyList<string> Features,
    IReadOnlyList<LearntMix> Mixes,
    double[] MedianOccupants,
    TrainingOptions Options,
    string DataRange,
    string Origin)
{
    /// <summary>What stood for a value that nobody knows when its trees were learnt; -1 in versions that do not say.</summary>
    public float NotKnown { get; init; } = -1;
}

/// <summary>What was fitted for one mix on held-out households: less known means a wider interval and a flatter probability.</summary>
/// <param name="Linear">What <see cref="TrainingOptions.LinearShare"/> of is added to the log-odds of the trees.</param>
public sealed record LearntMix(UtilityMix Mix, PlattScaling Calibration, OccupantInterval Interval, LinearOdds Linear);

/// <summary>Everything a training run can be told. The same options and rows give the same model, to the byte.</summary>
/// <param name="Trees">Trees of the estimate of occupants, and <paramref name="Leaves"/> of each.</param>
/// <param name="RentalTrees">Trees of the probability. Group rentals are few: many small steps learn more from them than few large ones.</param>
/// <param name="LinearShare">How much of the log-odds of logistic regression is added to those of the trees; 0: none.</param>
/// <param name="BaseRate">Share of group rentals that the probability is meant for, 0 to 1; 0: that of the rows.</param>
/// <param name="Threads">Fixed, since the number of threads decides the order of sums.</param>
public sealed record TrainingOptions(
    int Seed = 1,
    int Trees = 300,
    int Leaves = 16,
    int MinimumRowsPerLeaf = 20,
    double LearningRate = 0.05,
    int RentalTrees = 500,
    int RentalLeaves = 12,
    double RentalLearningRate = 0.03,
    double LinearShare = 1,
    double BaseRate = 0,
    int Threads = 1);
