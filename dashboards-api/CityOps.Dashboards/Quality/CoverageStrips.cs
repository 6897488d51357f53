using CityOps.Dashboards.Map;
using CityOps.Pipelines.Quality;

namespace CityOps.Dashboards.Quality;

/// <summary>One row of days.</summary>
/// <param name="Town">Empty: not known, or of the whole district.</param>
/// <param name="Sources">Meters, trucks or sensors that owed something.</param>
/// <param name="Irregular">Sources that are read too seldom to know their cycle; nothing is said of them.</param>
/// <param name="Share">Of all days together, 0 to 1; null where nothing was owed.</param>
/// <param name="Days">In the order of the answer's days; null where nothing was owed, or too few meters did.</param>
internal sealed record CoverageStrip(string Town, long Sources, long Irregular, double? Share, IReadOnlyList<double?> Days);

/// <summary>Rows of days for people to look at, with small towns left out.</summary>
internal sealed record CoverageStrips(int? K, CoverageStrip? All, IReadOnlyList<CoverageStrip> Towns, int SuppressedTowns)
{
    /// <param name="k">Null: the sources are nobody's homes.</param>
    public static CoverageStrips Of(IReadOnlyList<CoverageRow> rows, IReadOnlyList<DateOnly> days, int? k)
    {
        var towns = rows.GroupBy(r => r.Town, StringComparer.Ordinal).Select(g => (Town: g.Key, Rows: g.ToList())).ToList();
        if (k is not { } least)
        {
            return new CoverageStrips(null, towns.Count == 0 ? null : StripOf("", [.. rows], days, 1), [], 0);
        }

        // A share of many says nothing of one, so only the number of meters matters, never what is left of them.
        var shown = SmallCells.Suppress([.. towns.Select(t => new CellCount(t.Town, "", Sources(t.Rows), Sources(t.Rows) + least))], least);
        var open = shown.Cells.Where(c => c.Count is > 0).Select(c => c.Cell).ToHashSet(StringComparer.Ordinal);
        return new CoverageStrips(
            least,
            shown.Total is > 0 ? StripOf("", [.. rows], days, least) : null,
            [.. towns.Where(t => open.Contains(t.Town)).Select(t => StripOf(t.Town, t.Rows, days, least))],
            shown.SuppressedCells);
    }

    private static long Sources(IEnumerable<CoverageRow> rows) => rows.Where(r => r.Day is null).Sum(r => r.Sources);

    private static CoverageStrip StripOf(string town, List<CoverageRow> rows, IReadOnlyList<DateOnly> days, int least)
    {
        var byDay = rows.Where(r => r.Day is not null).ToLookup(r => r.Day!.Value);
        var all = rows.Where(r => r.Day is null).ToList();
        return new CoverageStrip(
            town,
            all.Sum(r => r.Sources),
            all.Sum(r => r.Irregular),
            ShareOf(all),
            [.. days.Select(day => byDay[day].Sum(r => r.Sources) >= least ? ShareOf(byDay[day]) : null)]);
    }

    private static double? ShareOf(IEnumerable<CoverageRow> rows)
    {
        var (owed, came) = rows.Aggregate((Owed: 0L, Came: 0L), (sum, row) => (sum.Owed + row.Owed, sum.Came + row.Came));
        return owed == 0 ? null : Math.Round(came / (double)owed, 4);
    }
}
