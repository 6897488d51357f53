using CityOps.Contracts.Events;
using CityOps.Models.Evaluation;

namespace CityOps.Dashboards.Models.Errors;

/// <summary>Where a scenario was wrong, of what was visited. A case is called where its model or rules sent the visit; whatever else was visited was not.</summary>
/// <param name="Versions">Versions that visited cases rest on; empty where the scenario judges by rules alone.</param>
/// <param name="Precision">Of all that was called and visited.</param>
/// <param name="Signs">By what was suspected, the most visited first.</param>
/// <param name="FalseAlarms">Called and not so, by hard-negative kind: why it looked like it. The most frequent first.</param>
/// <param name="Misses">So and not called, by who found it.</param>
internal sealed record ErrorBook(
    string Scenario, string? Version, IReadOnlyList<string> Versions, CalledRate Precision, IReadOnlyList<SignRate> Signs, IReadOnlyList<ErrorKind> FalseAlarms, IReadOnlyList<ErrorKind> Misses)
{
    /// <summary>A false alarm of which the visit did not say why it looked so.</summary>
    public const string Unexplained = "unexplained";

    /// <summary>A false alarm behind which something else was wrong.</summary>
    public const string OtherViolation = "other_violation";

    private const int MostShown = 100;

    /// <param name="visited">The newest first.</param>
    /// <param name="version">Only what this version said; null: all.</param>
    public static ErrorBook Of(string scenario, IReadOnlyList<VisitedCase> visited, string? version)
    {
        List<VisitedCase> judged = [.. visited.Where(v => version is null || string.Equals(v.ModelVersion, version, StringComparison.Ordinal))];
        List<VisitedCase> called = [.. judged.Where(v => v.FoundBy is FoundBy.Model)];
        List<VisitedCase> missed = [.. judged.Where(v => v.FoundBy is not FoundBy.Model && v.Outcome is Outcome.Confirmed)];
        var all = RateOf(called);
        return new ErrorBook(
            scenario,
            version,
            [.. visited.Select(v => v.ModelVersion).OfType<string>().Distinct(StringComparer.Ordinal)],
            CalledRate.Of(all),
            [.. called.GroupBy(v => v.Sign, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new SignRate(g.Key, CalledRate.Of(RateOf(g))))],
            Kinds(called.Where(v => v.Outcome is not Outcome.Confirmed), WhyItLookedSo, cases => new Rate(all.Hits, all.Trials - cases)),
            Kinds(missed, v => Problems.Words.Of(v.FoundBy), _ => null));
    }

    private static string WhyItLookedSo(VisitedCase v) => v.Outcome is Outcome.OtherViolation ? OtherViolation : v.LawfulReason ?? Unexplained;

    private static Rate RateOf(IEnumerable<VisitedCase> called) =>
        called.Aggregate(new Rate(0, 0), (rate, v) => new Rate(rate.Hits + (v.Outcome is Outcome.Confirmed ? 1 : 0), rate.Trials + 1));

    private static IReadOnlyList<ErrorKind> Kinds(IEnumerable<VisitedCase> errors, Func<VisitedCase, string> kindOf, Func<int, Rate?> without) =>
    [
        .. errors.GroupBy(kindOf, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new ErrorKind(
            g.Key,
            g.Count(),
            Math.Round(g.Average(v => v.Score), 4),
            without(g.Count()) is { Trials: > 0 } rate ? rate.Value : null,
            [.. g.Take(MostShown).Select(v => new SingleError(v.CaseId, v.Sign, v.Score, v.ModelVersion, v.At, v.Outcome, v.ViolationKind, v.FoundBy))])),
    ];
}

/// <param name="Value">Confirmed out of visited, 0 to 1, with the 95 % interval of Wilson; null where nothing was visited.</param>
internal sealed record CalledRate(int Visited, int Confirmed, double? Value, double? Low, double? High)
{
    public static CalledRate Of(Rate rate) => new(rate.Trials, rate.Hits, Known(rate.Value), Known(rate.Low), Known(rate.High));

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}

/// <param name="Sign">What was suspected, such as an incident's kind.</param>
internal sealed record SignRate(string Sign, CalledRate Rate);

/// <param name="Kind">A lawful reason of the scenario, <c>unexplained</c> or <c>other_violation</c>; of misses, who found them.</param>
/// <param name="MeanScore">What was said of them on average, 0 to 1.</param>
/// <param name="PrecisionWithout">What the precision would be could this kind be told apart; null of misses.</param>
/// <param name="Cases">The newest first, at most 100.</param>
internal sealed record ErrorKind(string Kind, int Errors, double MeanScore, double? PrecisionWithout, IReadOnlyList<SingleError> Cases);

/// <summary>One error. Whoever may see cases finds it by its id.</summary>
internal sealed record SingleError(string CaseId, string Sign, double Score, string? ModelVersion, DateTimeOffset At, Outcome Outcome, string? ViolationKind, FoundBy FoundBy);
