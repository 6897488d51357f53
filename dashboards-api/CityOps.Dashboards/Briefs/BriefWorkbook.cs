using System.Globalization;
using System.Xml.Linq;

namespace CityOps.Dashboards.Briefs;

/// <summary>A brief as XLSX: figures, towns, and every case behind a figure, to which the figure links; each case links to its page.</summary>
internal static class BriefWorkbook
{
    private const string Main = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private static readonly XNamespace S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <param name="site">Where the pages are, such as <c>https://cityops.example</c>.</param>
    public static byte[] Write(Brief brief, string site)
    {
        var (cases, firstRow) = Cases(brief, site);
        using var package = new OfficePackage();
        package.Relate("_rels/.rels", [("rId1", "officeDocument", "xl/workbook.xml", false)]);
        package.Add("xl/workbook.xml", Main + "sheet.main+xml", new XElement(
            S + "workbook", new XAttribute(XNamespace.Xmlns + "r", OfficePackage.Relations), new XElement(S + "sheets", Sheet("指标", 1), Sheet("街镇", 2), Sheet("案件", 3))));
        package.Relate("xl/_rels/workbook.xml.rels",
        [
            ("rId1", "worksheet", "worksheets/sheet1.xml", false), ("rId2", "worksheet", "worksheets/sheet2.xml", false),
            ("rId3", "worksheet", "worksheets/sheet3.xml", false), ("rId4", "styles", "styles.xml", false),
        ]);
        package.Add("xl/styles.xml", Main + "styles+xml", Styles());
        package.Add("xl/worksheets/sheet1.xml", Main + "worksheet+xml", Figures(brief, firstRow));
        package.Add("xl/worksheets/sheet2.xml", Main + "worksheet+xml", Towns(brief));
        package.Add("xl/worksheets/sheet3.xml", Main + "worksheet+xml", cases.Sheet);
        package.Relate("xl/worksheets/_rels/sheet3.xml.rels", cases.Links.Select((link, i) => (Id(i), "hyperlink", link, true)));
        return package.Close();
    }

    private static XElement Figures(Brief brief, Dictionary<string, int> firstRow)
    {
        var rows = new List<XElement> { Row(1, BriefText.Title(brief)), Row(2, BriefText.Flow(brief)), Row(3, BriefText.State(brief)), Row(5, "指标", "本期", "95% 区间", "分子 / 分母", "上期", "口径：分母", "口径：分子") };
        var links = new List<XElement>();
        foreach (var figure in brief.Figures)
        {
            var row = rows.Count + 2;
            var kind = figure.Definition.Kind;
            rows.Add(Row(
                row, figure.Definition.Zh, Cell.Of(kind, figure.Figure.Value), BriefText.Interval(figure.Figure), BriefText.Parts(figure.Figure),
                Cell.Of(kind, figure.Before), figure.Definition.Denominator, figure.Definition.Numerator));
            if (firstRow.TryGetValue(figure.Definition.Name, out var target))
            {
                links.Add(new(S + "hyperlink", new XAttribute("ref", Ref(1, row)), new XAttribute("location", string.Create(CultureInfo.InvariantCulture, $"'案件'!A{target}"))));
            }
        }

        return Worksheet([28, 12, 18, 14, 12, 60, 60], rows, links);
    }

    private static XElement Towns(Brief brief)
    {
        var shown = brief.Figures.Where(f => f.Definition.Kind is Indicators.IndicatorKind.Ratio).Select(f => f.Definition).ToList();
        var rows = new List<XElement> { Row(1, ["街镇", .. shown.SelectMany(d => new Cell[] { d.Zh, "分子", "分母" })]) };
        foreach (var town in brief.Towns)
        {
            rows.Add(Row(rows.Count + 1,
            [
                town.Town.Length > 0 ? town.Town : "（未知）",
                .. shown.SelectMany(d => town.Figures.TryGetValue(d.Name, out var figure)
                    ? new Cell[] { Cell.Of(d.Kind, figure.Value), Cell.Count(figure.Numerator), Cell.Count(figure.Denominator) } : ["—", "—", "—"]),
            ]));
        }

        return Worksheet([16, .. Enumerable.Range(0, shown.Count * 3).Select(i => i % 3 is 0 ? 20 : 8)], rows, []);
    }

    private static ((XElement Sheet, List<string> Links) Cases, Dictionary<string, int> FirstRow) Cases(Brief brief, string site)
    {
        var rows = new List<XElement> { Row(1, "指标", "案件", "工单", "时间 (UTC)", "计入分子", "街镇", "单位") };
        var (hyperlinks, links, firstRow) = (new List<XElement>(), new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var figure in brief.Figures.Where(f => f.Cases.Count > 0))
        {
            firstRow[figure.Definition.Name] = rows.Count + 1;
            foreach (var item in figure.Cases)
            {
                var row = rows.Count + 1;
                rows.Add(Row(
                    row, figure.Definition.Zh, item.CaseId, item.WorkOrderId ?? "", item.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                    item.Hit ? "是" : "否", item.Town ?? "", item.Unit ?? ""));
                hyperlinks.Add(new(S + "hyperlink", new XAttribute("ref", Ref(1, row)), new XAttribute(OfficePackage.Relations + "id", Id(links.Count))));
                links.Add($"{site}/cases/{item.CaseId}");
            }
        }

        return ((Worksheet([28, 22, 22, 18, 10, 14, 14], rows, hyperlinks), links), firstRow);
    }

    private static XElement Worksheet(IReadOnlyList<int> widths, List<XElement> rows, List<XElement> links) => new(
        S + "worksheet",
        new XAttribute(XNamespace.Xmlns + "r", OfficePackage.Relations),
        new XElement(S + "cols", widths.Select((width, i) => new XElement(
            S + "col", new XAttribute("min", i + 1), new XAttribute("max", i + 1), new XAttribute("width", width), new XAttribute("customWidth", 1)))),
        new XElement(S + "sheetData", rows),
        links.Count > 0 ? new XElement(S + "hyperlinks", links) : null);

    private static XElement Row(int row, params IReadOnlyList<Cell> cells) => new(S + "row", new XAttribute("r", row), cells.Select((cell, i) => cell.Element(Ref(i, row))));

    private static XElement Sheet(string name, int id) => new(
        S + "sheet", new XAttribute("name", name), new XAttribute("sheetId", id), new XAttribute(OfficePackage.Relations + "id", Id(id - 1)));

    // The least that every reader takes: one font, the two fills and the border that the format asks for.
    private static XElement Styles() => new(
        S + "styleSheet",
        new XElement(
            S + "numFmts", new XAttribute("count", Cell.Formats.Count),
            Cell.Formats.Select(format => new XElement(S + "numFmt", new XAttribute("numFmtId", format.Id), new XAttribute("formatCode", format.Code)))),
        new XElement(S + "fonts", new XAttribute("count", 1), new XElement(S + "font", new XElement(S + "sz", new XAttribute("val", 11)), new XElement(S + "name", new XAttribute("val", "Calibri")))),
        new XElement(S + "fills", new XAttribute("count", 2), Fill("none"), Fill("gray125")),
        new XElement(S + "borders", new XAttribute("count", 1), new XElement(S + "border")),
        new XElement(S + "cellStyleXfs", new XAttribute("count", 1), new XElement(S + "xf")),
        new XElement(
            S + "cellXfs", new XAttribute("count", Cell.Formats.Count + 1), new XElement(S + "xf", new XAttribute("xfId", 0)),
            Cell.Formats.Select(format => new XElement(S + "xf", new XAttribute("xfId", 0), new XAttribute("numFmtId", format.Id), new XAttribute("applyNumberFormat", 1)))));

    private static XElement Fill(string pattern) => new(S + "fill", new XElement(S + "patternFill", new XAttribute("patternType", pattern)));

    // A, B … Z, AA: towns have three columns an indicator.
    private static string Ref(int column, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{(column < 26 ? "" : (char)('A' + (column / 26) - 1))}{(char)('A' + (column % 26))}{row}");

    private static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"rId{index + 1}");
}
