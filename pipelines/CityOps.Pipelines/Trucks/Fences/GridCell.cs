namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>Cells of a thousandth of a degree, about 110 m by 95 m in Shanghai: how fences, roads and controls are found.</summary>
internal static class GridCell
{
    public const double Degrees = 0.001;

    /// <summary>2⁶⁴ over the golden ratio, odd: multiplying by it takes no two numbers to one.</summary>
    private const ulong Spread = 0x9E3779B97F4A7C15;

    public static int Column(double lon) => (int)Math.Floor(lon / Degrees);

    public static int Row(double lat) => (int)Math.Floor(lat / Degrees);

    /// <summary>
    /// A number of its own for each cell. It is spread over all bits: a dictionary takes the upper half of a long against the lower, and the columns and rows of one city would meet in a few hundred places.
    /// </summary>
    public static long Key(int column, int row) => unchecked((long)((((ulong)(uint)column << 32) | (uint)row) * Spread));

    public static long KeyOf(double lon, double lat) => Key(Column(lon), Row(lat));

    /// <summary>All cells that a segment touches, some of them more than once.</summary>
    public static void ForEachOn(double lon1, double lat1, double lon2, double lat2, Action<int, int> cell)
    {
        // Row by row: within a row the segment covers the columns between where it enters and where it leaves.
        var (low, high) = (Math.Min(Row(lat1), Row(lat2)), Math.Max(Row(lat1), Row(lat2)));
        for (var row = low; row <= high; row++)
        {
            var (from, to) = (Math.Max(Math.Min(lat1, lat2), row * Degrees), Math.Min(Math.Max(lat1, lat2), (row + 1) * Degrees));
            var (lonFrom, lonTo) = lat1 == lat2 ? (lon1, lon2) : (LonAt(from), LonAt(to));
            var (west, east) = (Column(Math.Min(lonFrom, lonTo)), Column(Math.Max(lonFrom, lonTo)));
            for (var column = west; column <= east; column++)
            {
                cell(column, row);
            }
        }

        double LonAt(double lat) => lon1 + ((lon2 - lon1) * Math.Clamp((lat - lat1) / (lat2 - lat1), 0, 1));
    }
}
