using CityOps.Models.Evaluation;

namespace CityOps.Models.GroupRental.Evaluation;

/// <summary>How a model does in a district whose truth is known, beside what plainer ones reach on the same dwellings.</summary>
/// <param name="OracleAveragePrecision">Of the same learner that also knew how many people were in on each day.</param>
/// <param name="OccupancyOnlyAveragePrecision">Of the same learner that knew that and the register, and no meter.</param>
/// <param name="Budget">At the visits of a week.</param>
/// <param name="Lists">Dwellings in each model's order, for plots: the model first.</param>
/// <param name="ByMix">By what is known of a dwelling: average precision, and people between the bounds of the interval.</param>
/// <param name="ByKind">By what the dwelling is.</param>
/// <param name="Singles">Single features: average precision, the best first.</param>
public sealed record DistrictFigures(
    TestedRows Tested,
    Estimate AveragePrecision,
    double RocAuc,
    double OracleAveragePrecision,
    double OccupancyOnlyAveragePrecision,
    double RuleAveragePrecision,
    double LogisticAveragePrecision,
    double WithoutSignalsAveragePrecision,
    (string Name, double Value) BestSingle,
    (string Name, double Value) BestSingleAtBudget,
    BudgetFigures Budget,
    Estimate PrecisionAtBudget,
    IReadOnlyList<(double Share, BudgetFigures Figures)> AtShares,
    Reliability Reliability,
    double IntervalCoverage,
    double MeanError,
    double BaselineMeanError,
    IReadOnlyList<(string Name, RankedList List)> Lists,
    IReadOnlyList<(string Mix, int Dwellings, double AveragePrecision, double IntervalWidth)> ByMix,
    IReadOnlyList<KindFigures> ByKind,
    IReadOnlyList<SliceFigures> BySlice,
    IReadOnlyList<(string Name, double Value)> Singles);

/// <summary>What the figures rest on.</summary>
/// <param name="Towns">Those judged, in order: the others were learnt from, and their visits count for nothing here.</param>
public sealed record TestedRows(int LearntFrom, int Dwellings, int Rentals, int NotScoreable, IReadOnlyList<string> Towns);

/// <param name="Flagged">Share of them among as many dwellings of the highest probability as there are group rentals.</param>
public sealed record KindFigures(string Kind, bool IsRental, int Dwellings, double Flagged, double MeanProbability);
