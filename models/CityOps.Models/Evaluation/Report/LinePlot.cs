using System.Globalization;
using System.Net;
using System.Text;

namespace CityOps.Models.Evaluation.Report;

/// <summary>A named line of a plot.</summary>
public sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Lines over a unit-high plane, as inline SVG.</summary>
/// <param name="Caption">Under the plot.</param>
/// <param name="IsLogX">Whether the horizontal axis is logarithmic; its values are then above zero.</param>
public sealed record LinePlot(string Caption, string XTitle, string YTitle, IReadOnlyList<PlotLine> Lines, bool IsLogX = false)
{
    private const int Width = 640;
    private const int Height = 360;
    private const int Left = 56;
    private const int Top = 12;
    private const int Right = 180;
    private const int Bottom = 48;
    private static readonly string[] Colours = ["#0b5fa5", "#c2410c", "#4d7c0f", "#7e22ce", "#525252"];

    public string ToSvg()
    {
        var xs = Lines.SelectMany(l => l.Points).Select(p => p.X).DefaultIfEmpty(1).ToList();
        var (from, to) = (Scaled(xs.Min()), Scaled(xs.Max()));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-size=\"12\" font-family=\"system-ui,sans-serif\">\n");
        for (var tick = 0; tick <= 4; tick++)
        {
            var (y, x) = (YOf(tick / 4.0), Left + (tick / 4.0 * (Width - Left - Right)));
            var value = from + (tick / 4.0 * (to - from));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#d9dde2\"/><text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{tick / 4.0:0.##}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{(IsLogX ? Math.Pow(10, value) : value):0.####}</text>\n");
        }

        for (var i = 0; i < Lines.Count; i++)
        {
            var colour = Colours[i % Colours.Length];
            var points = string.Join(' ', Lines[i].Points.Where(p => double.IsFinite(p.Y)).Select(p => string.Create(CultureInfo.InvariantCulture, $"{XOf(p.X, from, to):0.#},{YOf(p.Y):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right + 10}\" y=\"{Top + 14 + (18 * i)}\" fill=\"{colour}\">{WebUtility.HtmlEncode(Lines[i].Name)}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(XTitle)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"14\" y=\"{Height / 2}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {Height / 2})\">{WebUtility.HtmlEncode(YTitle)}</text>");
        return svg.Append(CultureInfo.InvariantCulture, $"</svg><figcaption>{WebUtility.HtmlEncode(Caption)}</figcaption></figure>\n").ToString();
    }

    private double Scaled(double x) => IsLogX ? Math.Log10(x) : x;

    private double XOf(double x, double from, double to) => Left + ((to > from ? (Scaled(x) - from) / (to - from) : 0) * (Width - Left - Right));

    private static double YOf(double y) => Top + ((1 - Math.Clamp(y, 0, 1)) * (Height - Top - Bottom));
}
