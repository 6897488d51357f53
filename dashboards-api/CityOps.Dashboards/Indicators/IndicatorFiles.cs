using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace CityOps.Dashboards.Indicators;

/// <summary>A report as a table, a line for each figure: CSV for spreadsheets, an Arrow stream for programs.</summary>
internal static class IndicatorFiles
{
    private static readonly string[] FigureColumns = ["indicator", "value", "numerator", "denominator", "low", "high", "p90", "cases"];

    public static string Csv(IndicatorReport report)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', [.. report.By, .. FigureColumns]).Append("\r\n");
        foreach (var (group, name, figure) in Lines(report))
        {
            csv.AppendJoin(
                ',',
                [
                    .. report.By.Select(dimension => Cell(group[dimension])), name, Number(figure.Value), figure.Numerator.ToString(CultureInfo.InvariantCulture),
                    figure.Denominator.ToString(CultureInfo.InvariantCulture), Number(figure.Low), Number(figure.High), Number(figure.P90), Cell(figure.Cases),
                ]).Append("\r\n");
        }

        return csv.ToString();
    }

    public static byte[] Arrow(IndicatorReport report)
    {
        var lines = Lines(report).ToList();
        var fields = report.By.Select(dimension => new Field(dimension, StringType.Default, nullable: true)).ToList();
        var arrays = report.By.Select(dimension => (IArrowArray)Texts(lines.Select(line => line.Group[dimension]))).ToList();
        Add("indicator", StringType.Default, Texts(lines.Select(line => line.Name)));
        Add("value", DoubleType.Default, Numbers(lines.Select(line => line.Figure.Value)));
        Add("numerator", Int64Type.Default, new Int64Array.Builder().AppendRange(lines.Select(line => line.Figure.Numerator)).Build());
        Add("denominator", Int64Type.Default, new Int64Array.Builder().AppendRange(lines.Select(line => line.Figure.Denominator)).Build());
        Add("low", DoubleType.Default, Numbers(lines.Select(line => line.Figure.Low)));
        Add("high", DoubleType.Default, Numbers(lines.Select(line => line.Figure.High)));
        Add("p90", DoubleType.Default, Numbers(lines.Select(line => line.Figure.P90)));
        Add("cases", StringType.Default, Texts(lines.Select(line => line.Figure.Cases)));

        using var stream = new MemoryStream();
        var schema = new Schema(fields, null);
        using (var batch = new RecordBatch(schema, arrays, lines.Count))
        using (var writer = new ArrowStreamWriter(stream, schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return stream.ToArray();

        void Add(string name, IArrowType type, IArrowArray array)
        {
            fields.Add(new Field(name, type, nullable: true));
            arrays.Add(array);
        }
    }

    /// <summary>A cell that no spreadsheet takes for a formula: what begins like one is led by an apostrophe.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static IEnumerable<(IReadOnlyDictionary<string, string?> Group, string Name, IndicatorFigure Figure)> Lines(IndicatorReport report) =>
        from row in report.Rows
        from figure in row.Indicators
        select (row.Group, figure.Key, figure.Value);

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static StringArray Texts(IEnumerable<string?> values)
    {
        var builder = new StringArray.Builder();
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    private static DoubleArray Numbers(IEnumerable<double?> values)
    {
        var builder = new DoubleArray.Builder();
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }
}
