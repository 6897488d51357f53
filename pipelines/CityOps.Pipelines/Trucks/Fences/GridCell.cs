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
}
