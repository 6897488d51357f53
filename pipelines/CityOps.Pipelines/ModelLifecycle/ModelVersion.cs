using CityOps.Models.GroupRental;
using CityOps.Models.Registry;

namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>One version in a list.</summary>
/// <param name="Aliases">champion, challenger or none.</param>
/// <param name="Origin">"simulated" or "labels".</param>
/// <param name="DataRange">What it learnt from: windows, or a fleet.</param>
/// <param name="HeldOut">What it was judged on without having learnt from it: dwellings, or what the asked score is of.</param>
/// <param name="Figures">On what it did not learn from, with 95 % intervals.</param>
/// <param name="IsShipped">It came with CityOps: no training here made it.</param>
public sealed record ModelVersion(
    string Version, IReadOnlyList<string> Aliases, DateTimeOffset AddedAt, string Origin, string DataRange, int? Seed, string? FeatureHash, int? LearntFrom,
    int? HeldOut, int? HeldOutPositives, IReadOnlyList<ModelFigure> Figures, bool IsShipped = false);

/// <param name="Low">Lower bound of the 95 % interval; null where there is none.</param>
public sealed record ModelFigure(string Name, double? Value, double? Low, double? High);

/// <summary>A version with all that is kept beside it. What an older version did not keep is empty.</summary>
/// <param name="Reliability">Whether probabilities come true, in ten bins.</param>
/// <param name="PrecisionByBudget">What the first so many visits find.</param>
/// <param name="ByMix">By what is known of a dwelling: average precision and mean error of the people.</param>
/// <param name="Slices">Whom it wrongs: lawful dwellings called by it.</param>
/// <param name="Parameters">How it was trained; null where that is no option.</param>
/// <param name="Gate">Against the present champion; a figure that is worse refuses the promotion.</param>
/// <param name="Promotions">When it was put to work, by whom and why.</param>
/// <param name="Card">The model card, Markdown.</param>
public sealed record ModelVersionDetail(
    ModelVersion Version,
    IReadOnlyList<ReliabilityPoint> Reliability,
    IReadOnlyList<BudgetPoint> PrecisionByBudget,
    IReadOnlyList<MixFigure> ByMix,
    IReadOnlyList<SliceFigure> Slices,
    TrainingOptions? Parameters,
    IReadOnlyList<string> Features,
    IReadOnlyList<GateOutcome> Gate,
    IReadOnlyList<Promotion> Promotions,
    string? Card);

public sealed record ReliabilityPoint(double From, double To, int Count, double? Mean, double? Observed);

public sealed record BudgetPoint(double Visits, double? Precision, double? Recall, double? Lift);

public sealed record MixFigure(string Mix, double? AveragePrecision, double? MeanErrorPeople);

public sealed record SliceFigure(string Slice, string Group, int Dwellings, double? FalseShare);

public sealed record GateOutcome(string Name, double? Champion, double? Challenger, bool IsWorse);
