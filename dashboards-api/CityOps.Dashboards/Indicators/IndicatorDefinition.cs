namespace CityOps.Dashboards.Indicators;

/// <summary>How items become a figure.</summary>
public enum IndicatorKind
{
    /// <summary>Items in the numerator over all items, with a 95 % interval (Wilson).</summary>
    Ratio,

    /// <summary>Items over the different subjects among them.</summary>
    PerSubject,

    /// <summary>The median of the items' hours, with the 90th percentile.</summary>
    Hours,
}

/// <summary>What an indicator says, in both languages; docs/indicators.md shows the same.</summary>
/// <param name="Name">Its name in the API, such as <c>handling_rate</c>.</param>
/// <param name="Counts">What one item is: <c>work_order</c>, <c>case</c>, <c>visit</c>, <c>check</c> or <c>stay</c>.</param>
/// <param name="Denominator">Which items count.</param>
/// <param name="Numerator">Which of them count for it.</param>
/// <param name="Higher">Whether a higher figure is better; null where neither is.</param>
public sealed record IndicatorDefinition(
    string Name, string Zh, string En, IndicatorKind Kind, string Counts, string Numerator, string Denominator, bool? Higher);

/// <summary>One thing that an indicator counted: the case behind the figure.</summary>
/// <param name="At">The instant by which it belongs to a period, UTC.</param>
/// <param name="Hit">It counts for the numerator.</param>
/// <param name="Subject">For figures per subject only.</param>
/// <param name="Hours">For figures of hours only.</param>
internal sealed record IndicatorItem(
    string CaseId, DateTimeOffset At, bool Hit, string Scenario, string? Town, string? Unit, string? Model = null, string? WorkOrderId = null, string? Subject = null,
    double Hours = 0);

/// <summary>An indicator: its definition, and the items it counts in a period.</summary>
/// <param name="Items">Reads the items whose instant lies in [from, to).</param>
internal sealed record Indicator(IndicatorDefinition Definition, Func<Storage.OperationsDb, IndicatorPeriod, CancellationToken, Task<List<IndicatorItem>>> Items);

/// <param name="From">UTC.</param>
/// <param name="To">UTC, exclusive.</param>
internal sealed record IndicatorPeriod(DateTimeOffset From, DateTimeOffset To);
