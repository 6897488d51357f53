using System.Xml.Linq;
using CityOps.Models.Evaluation.Report;

namespace CityOps.Models.Tests.Evaluation;

public sealed class EvaluationPageTests
{
    [Fact]
    public void A_page_is_whole_and_loads_nothing()
    {
        var page = new EvaluationPage("A <district>", "All figures are simulated.")
            .Heading("Budget")
            .Table(["visits", "precision"], [["10", "0.9"]])
            .Plot(new LinePlot("Precision by visits", "visits", "precision", [new PlotLine("model", [(1, 1), (100, 0.5)])], IsLogX: true))
            .ToHtml();

        var parsed = XDocument.Parse(page.Replace("<!doctype html>", "", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal));
        Assert.Equal("A <district>", parsed.Descendants("h1").Single().Value);
        Assert.Single(parsed.Descendants(), e => string.Equals(e.Name.LocalName, "polyline", StringComparison.Ordinal));
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }
}
