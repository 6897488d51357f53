namespace CityOps.Models.GroupRental;

/// <summary>What a model version needs beside its trees.</summary>
/// <param name="Features">Column order of the model; must be what the query gives.</param>
/// <param name="Calibrations">By the name of a <see cref="UtilityMix"/>, as the intervals are; an unknown mix takes the least sure.</param>
/// <param name="Intervals">By the name of a <see cref="UtilityMix"/>; an unknown mix takes the widest.</param>
/// <param name="MedianOccupants">The baseline: people by rooms, index 0 where rooms are not known.</param>
public sealed record GroupRentalManifest(
    int Format,
    IReadOnlyList<string> Features,
    SortedDictionary<string, PlattScaling> Calibrations,
    SortedDictionary<string, OccupantInterval> Intervals,
    double[] MedianOccupants,
    TrainingOptions Options,
    string DataRange,
    string Origin);

/// <summary>Everything a training run can be told. The same options and rows give the same model, to the byte.</summary>
/// <param name="Trees">Trees of each of the two models.</param>
/// <param name="Leaves">Leaves of a tree.</param>
/// <param name="BaseRate">Share of group rentals that the probability is meant for, 0 to 1; 0: that of the rows.</param>
/// <param name="Threads">Fixed, since the number of threads decides the order of sums.</param>
public sealed record TrainingOptions(int Seed = 1, int Trees = 120, int Leaves = 16, int MinimumRowsPerLeaf = 12, double LearningRate = 0.1, double BaseRate = 0, int Threads = 1);
