using System.Globalization;
using System.Text.Json;

namespace CityOps.Host.Bench;

/// <summary>Prints a report: one JSON object for machines, aligned lines for people.</summary>
internal static class BenchOutput
{
    public static void Write(BenchReport report, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["name"] = report.Name,
                ["figures"] = Known(report.Figures),
                ["context"] = Known(report.Context),
            }));
            return;
        }

        var width = report.Figures.Keys.Concat(report.Context.Keys).Max(name => name.Length);
        output.WriteLine(report.Name);
        WriteLines(report.Figures);
        output.WriteLine();
        WriteLines(report.Context);

        void WriteLines(IReadOnlyDictionary<string, object> values)
        {
            foreach (var (name, value) in values)
            {
                output.WriteLine($"  {name.PadRight(width)}  {Text(value)}");
            }
        }
    }

    // JSON has no word for a number that is none, such as a share of nothing.
    private static Dictionary<string, object?> Known(IReadOnlyDictionary<string, object> values) =>
        values.ToDictionary(v => v.Key, v => v.Value is double number && !double.IsFinite(number) ? null : v.Value, StringComparer.Ordinal);

    private static string Text(object value) => value switch
    {
        double number when !double.IsFinite(number) => "—",
        double number => number.ToString(Math.Abs(number) >= 1000 ? "N0" : "0.###", CultureInfo.InvariantCulture),
        int or long => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
