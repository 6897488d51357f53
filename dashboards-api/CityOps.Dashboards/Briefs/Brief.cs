using System.ComponentModel.DataAnnotations;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.Overview;

namespace CityOps.Dashboards.Briefs;

/// <summary>A brief (简报) of a day, a week or a month.</summary>
/// <param name="Period"><c>day</c>, <c>week</c> or <c>month</c>.</param>
/// <param name="FirstDay">Local.</param>
/// <param name="LastDay">Local, inclusive.</param>
/// <param name="Final">The period was over when it was made: it is kept, and does not change any more.</param>
/// <param name="Flow">What happened in the period; landed events are left out.</param>
/// <param name="Towns">The chief figures of each town.</param>
public sealed record Brief(
    [property: AllowedValues("day", "week", "month")] string Period, DateOnly FirstDay, DateOnly LastDay, DateTimeOffset MadeAt, bool Final, Flow Flow, IReadOnlyList<BriefFigure> Figures, IReadOnlyList<BriefTown> Towns);

/// <param name="Figure">Of the period.</param>
/// <param name="Before">Of the period before.</param>
/// <param name="Cases">What it counted, the latest first; at most 500.</param>
/// <param name="MoreCases">How many more there are.</param>
public sealed record BriefFigure(IndicatorDefinition Definition, IndicatorFigure Figure, double? Before, IReadOnlyList<BriefCase> Cases, int MoreCases);

/// <param name="Hit">It counts for the numerator.</param>
public sealed record BriefCase(string CaseId, string? WorkOrderId, DateTimeOffset At, bool Hit, string? Town, string? Unit);

public sealed record BriefTown(string Town, IReadOnlyDictionary<string, IndicatorFigure> Figures);
