using System.Globalization;
using System.Xml.Linq;
using CityOps.Dashboards.Indicators;

namespace CityOps.Dashboards.Briefs;

/// <summary>A cell of a workbook: a text, or a number that can be reckoned with and is shown as its indicator asks.</summary>
/// <param name="Style">Its place among the workbook's styles; 0 is plain.</param>
internal sealed record Cell(string Value, bool IsNumber, int Style)
{
    private static readonly XNamespace S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>The number formats of styles 1, 2 …; ids below 164 are Excel's own.</summary>
    public static IReadOnlyList<(int Id, string Code)> Formats { get; } = [(164, "0.0%"), (165, "0.00"), (166, "0.0\" h\"")];

    public static implicit operator Cell(string text) => new(text, IsNumber: false, 0);

    public static Cell Count(long number) => new(number.ToString(CultureInfo.InvariantCulture), IsNumber: true, 0);

    public static Cell Of(IndicatorKind kind, double? value) => value is not { } number ? "—" : new Cell(number.ToString("R", CultureInfo.InvariantCulture), IsNumber: true, kind switch
    {
        IndicatorKind.Ratio => 1,
        IndicatorKind.PerSubject => 2,
        _ => 3,
    });

    public XElement Element(string place) => IsNumber
        ? new(S + "c", new XAttribute("r", place), new XAttribute("s", Style), new XElement(S + "v", Value))
        : new(S + "c", new XAttribute("r", place), new XAttribute("t", "inlineStr"), new XElement(S + "is", new XElement(S + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), Value)));
}
