using System.Globalization;
using CityOps.Host.Bench;
using CityOps.Models.Evaluation.Report;

namespace CityOps.Host.Evaluation;

/// <summary>A page with one table of figures, and what else its evaluation adds.</summary>
internal static class FigurePage
{
    /// <param name="note">What kind of figures they are: simulated, real, or the one beside the other.</param>
    public static EvaluationPage Of(BenchReport report, string title, string note) => new EvaluationPage(title, note)
        .Table(["figure", "value"], report.Figures.Concat(report.Context).Select(f => (IReadOnlyList<string>)[f.Key, Text(f.Value)]));

    private static string Text(object value) => value switch
    {
        IEnumerable<string> texts => string.Join(", ", texts),
        double number when !double.IsFinite(number) => "—",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
