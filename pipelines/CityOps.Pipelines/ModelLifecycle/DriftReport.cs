namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>How far the district has moved from what the champion learnt from.</summary>
/// <param name="Reference">What the version learnt from: "simulated" or "labels".</param>
/// <param name="Rows">Dwellings measured.</param>
/// <param name="IsAlert">The scores, the outcomes or several features have moved.</param>
/// <param name="Alerts">Why, in words.</param>
/// <param name="AlertCodes">Why, for pages that say it in another language: <c>score_moved</c>, <c>features_moved</c>, <c>outcomes_moved</c>, <c>no_profile</c>; null in reports of before.</param>
/// <param name="Features">The farthest moved first.</param>
/// <param name="Outcomes">Null where nobody visited lately.</param>
public sealed record DriftReport(
    string Version,
    string Reference,
    DateTimeOffset MeasuredAt,
    int Rows,
    bool IsAlert,
    IReadOnlyList<string> Alerts,
    IReadOnlyList<ValueDrift> Scores,
    IReadOnlyList<ValueDrift> Features,
    OutcomeDrift? Outcomes,
    IReadOnlyList<string>? AlertCodes = null);

/// <param name="Psi">Population stability index; null where it cannot be said.</param>
/// <param name="Threshold">Above it the value has moved: the configured limit, or what chance alone may bring with so few rows.</param>
/// <param name="UnknownBefore">Share of dwellings whose value was not known, and <paramref name="UnknownNow"/>.</param>
public sealed record ValueDrift(string Name, double? Psi, double? Threshold, bool IsAlert, double UnknownBefore, double? UnknownNow);

/// <summary>Share of visits that the model sent and that confirmed, of those that somebody saw the end of.</summary>
/// <param name="Expected">What the probabilities, given before the visits, had promised; null where they are not kept.</param>
public sealed record OutcomeDrift(OutcomeShare Recent, OutcomeShare Before, double? Expected, double? StandardErrors, bool IsAlert);

/// <param name="Low">Bounds of the 95 % interval (Wilson).</param>
public sealed record OutcomeShare(DateTimeOffset From, DateTimeOffset To, int Visits, int Confirmed, double? Rate, double? Low, double? High);

/// <param name="Measured">The newest first, at most 90, the latest among them.</param>
public sealed record DriftHistory(DriftReport Latest, IReadOnlyList<DriftPoint> Measured);

/// <param name="Moved">How many features had moved.</param>
public sealed record DriftPoint(DateTimeOffset MeasuredAt, string Version, bool IsAlert, int Moved, double? ProbabilityPsi);
