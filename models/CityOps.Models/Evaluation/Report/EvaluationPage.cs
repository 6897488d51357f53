using System.Globalization;
using System.Net;
using System.Text;

namespace CityOps.Models.Evaluation.Report;

/// <summary>Builds one HTML page that needs no other file: headings, tables, plots.</summary>
/// <param name="title">Of the page.</param>
/// <param name="note">Stands in bold under the title, such as that all figures are simulated; empty for none.</param>
public sealed class EvaluationPage(string title, string note)
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}table{border-collapse:collapse;margin:.5rem 0 1.5rem}"
        + "th,td{padding:.25rem .75rem;border-bottom:1px solid #d9dde2;text-align:right}th:first-child,td:first-child{text-align:left}svg{max-width:100%;height:auto}.note{font-weight:600}";

    private readonly StringBuilder _body = new();

    public EvaluationPage Heading(string text)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<h2>{Html(text)}</h2>\n");
        return this;
    }

    public EvaluationPage Paragraph(string text)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<p>{Html(text)}</p>\n");
        return this;
    }

    public EvaluationPage Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.Append("<table><thead><tr>").AppendJoin("", columns.Select(c => $"<th>{Html(c)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            _body.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{Html(c)}</td>")).Append("</tr>\n");
        }

        _body.Append("</tbody></table>\n");
        return this;
    }

    public EvaluationPage Plot(LinePlot plot)
    {
        _body.Append(plot.ToSvg());
        return this;
    }

    public string ToHtml() =>
        $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Html(title)}</title><style>{Style}</style></head><body>\n<h1>{Html(title)}</h1>\n"
        + (note.Length == 0 ? "" : $"<p class=\"note\">{Html(note)}</p>\n")
        + _body + "</body></html>\n";

    /// <summary>A figure with three decimals, or a dash where there is none.</summary>
    public static string Number(double value) => double.IsFinite(value) ? value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.000", CultureInfo.InvariantCulture) : "–";

    public static string Number(Estimate estimate) => $"{Number(estimate.Value)} ({Number(estimate.Low)} to {Number(estimate.High)})";

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
