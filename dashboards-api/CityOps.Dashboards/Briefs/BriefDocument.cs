using System.Globalization;
using System.Xml.Linq;

namespace CityOps.Dashboards.Briefs;

/// <summary>A brief as DOCX: the figures in a table, each linked to the list of its cases below; each case links to its page.</summary>
internal static class BriefDocument
{
    /// <summary>So many cases of a figure are listed; the workbook has more.</summary>
    private const int MaxCases = 100;
    private static readonly string[] Sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <param name="site">Where the pages are, such as <c>https://cityops.example</c>.</param>
    public static byte[] Write(Brief brief, string site)
    {
        var links = new List<string>();
        var body = new XElement(
            W + "body",
            Paragraph(BriefText.Title(brief), 36), Paragraph(BriefText.State(brief)), Paragraph(BriefText.Flow(brief)), FigureTable(brief),
            brief.Figures.Where(f => f.Cases.Count > 0).Select((figure, i) => CaseList(figure, i, site, links)),
            new XElement(W + "sectPr", new XElement(W + "pgSz", new XAttribute(W + "w", 11906), new XAttribute(W + "h", 16838))));
        using var package = new OfficePackage();
        package.Relate("_rels/.rels", [("rId1", "officeDocument", "word/document.xml", false)]);
        package.Add(
            "word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            new XElement(W + "document", new XAttribute(XNamespace.Xmlns + "w", W), new XAttribute(XNamespace.Xmlns + "r", OfficePackage.Relations), body));
        package.Relate("word/_rels/document.xml.rels", links.Select((link, i) => (Id(i), "hyperlink", link, true)));
        return package.Close();
    }

    private static XElement FigureTable(Brief brief) => new(
        W + "tbl",
        new XElement(W + "tblPr", new XElement(W + "tblW", new XAttribute(W + "w", 0), new XAttribute(W + "type", "auto")), Borders()),
        new XElement(W + "tblGrid", Enumerable.Repeat(2_000, 5).Select(width => new XElement(W + "gridCol", new XAttribute(W + "w", width)))),
        TableRow(Run("指标"), Run("本期"), Run("95% 区间"), Run("分子 / 分母"), Run("上期")),
        brief.Figures.Select(f => TableRow(
            Run(f.Definition.Zh), Linked(f), Run(BriefText.Interval(f.Figure)), Run(BriefText.Parts(f.Figure)), Run(BriefText.Value(f.Definition.Kind, f.Before)))));

    private static XElement Linked(BriefFigure figure)
    {
        var run = Run(BriefText.Value(figure.Definition.Kind, figure.Figure.Value));
        return figure.Cases.Count > 0 ? new XElement(W + "hyperlink", new XAttribute(W + "anchor", Anchor(figure)), run) : run;
    }

    private static IEnumerable<XElement> CaseList(BriefFigure figure, int index, string site, List<string> links)
    {
        yield return new(
            W + "p",
            new XElement(W + "bookmarkStart", new XAttribute(W + "id", index), new XAttribute(W + "name", Anchor(figure))),
            Run(string.Create(CultureInfo.InvariantCulture, $"{figure.Definition.Zh}：{figure.Definition.Denominator}；{figure.Definition.Numerator}"), 26),
            new XElement(W + "bookmarkEnd", new XAttribute(W + "id", index)));
        foreach (var item in figure.Cases.Take(MaxCases))
        {
            links.Add($"{site}/cases/{item.CaseId}");
            yield return new(
                W + "p",
                new XElement(W + "hyperlink", new XAttribute(OfficePackage.Relations + "id", Id(links.Count - 1)), Run(item.CaseId)),
                Run($" {(item.Hit ? "●" : "○")} {item.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}Z {item.Town} {item.Unit}"));
        }

        var more = Math.Max(0, figure.Cases.Count - MaxCases) + figure.MoreCases;
        if (more > 0)
        {
            yield return Paragraph(string.Create(CultureInfo.InvariantCulture, $"另有 {more} 条，见系统。"));
        }
    }

    private static XElement TableRow(params XElement[] cells) =>
        new(W + "tr", cells.Select(cell => new XElement(W + "tc", new XElement(W + "p", cell))));

    private static XElement Paragraph(string text, int halfPoints = 22) => new(W + "p", Run(text, halfPoints));

    private static XElement Run(string text, int halfPoints = 22) => new(
        W + "r", new XElement(W + "rPr", new XElement(W + "sz", new XAttribute(W + "val", halfPoints))),
        new XElement(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), text));

    private static XElement Borders() => new(
        W + "tblBorders",
        Sides.Select(side => new XElement(
            W + side, new XAttribute(W + "val", "single"), new XAttribute(W + "sz", 4), new XAttribute(W + "color", "999999"))));

    private static string Anchor(BriefFigure figure) => "cases_" + figure.Definition.Name;

    private static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"rId{index + 1}");
}
