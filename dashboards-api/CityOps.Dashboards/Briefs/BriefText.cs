using System.Globalization;
using CityOps.Dashboards.Indicators;

namespace CityOps.Dashboards.Briefs;

/// <summary>The words and numbers of a brief, the same in every file.</summary>
internal static class BriefText
{
    public static string Title(Brief brief) => brief.Period switch
    {
        "day" => $"运行日报 {Day(brief.FirstDay)}",
        "week" => $"运行周报 {Day(brief.FirstDay)} 至 {Day(brief.LastDay)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"运行月报 {brief.FirstDay.Year} 年 {brief.FirstDay.Month} 月"),
    };

    public static string Flow(Brief brief) => string.Create(
        CultureInfo.InvariantCulture,
        $"线索 {brief.Flow.Suspicions}，新增案件 {brief.Flow.Cases}，立案 {brief.Flow.Filed}，派单 {brief.Flow.Orders}，上门 {brief.Flow.Visits}，结案 {brief.Flow.Closures}，不予立案 {brief.Flow.Dismissed}。");

    public static string State(Brief brief) => brief.Final ? "统计期已结束，数据已固化。" : "统计期未结束，数据为截至目前。";

    public static string Value(IndicatorKind kind, double? value) => value is not { } v ? "—" : kind switch
    {
        IndicatorKind.Ratio => v.ToString("P1", CultureInfo.InvariantCulture),
        IndicatorKind.PerSubject => v.ToString("0.00", CultureInfo.InvariantCulture),
        _ => v.ToString("0.0", CultureInfo.InvariantCulture) + " h",
    };

    public static string Interval(IndicatorFigure figure) => figure is { Low: { } low, High: { } high }
        ? $"{low.ToString("P1", CultureInfo.InvariantCulture)} – {high.ToString("P1", CultureInfo.InvariantCulture)}"
        : "";

    public static string Parts(IndicatorFigure figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.Numerator} / {figure.Denominator}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
