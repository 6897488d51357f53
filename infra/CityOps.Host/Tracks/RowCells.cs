using System.Globalization;
using CityOps.Host.Commands;

namespace CityOps.Host.Tracks;

/// <summary>The values of one row, read with errors that name the row and the column.</summary>
/// <param name="row">From 1, without the header.</param>
internal readonly struct RowCells(IReadOnlyList<string> values, IReadOnlyList<string> header, int row)
{
    // 03/01/2026 is March or January.
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK"];

    public string Text(int column) => column < values.Count
        ? values[column]
        : throw new CommandException($"row {row} ends before its column {header[column]}.");

    /// <returns>Milliseconds since 1970; a time without an offset is UTC.</returns>
    public long Instant(int column) =>
        DateTimeOffset.TryParseExact(Text(column), Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUnixTimeMilliseconds()
            : throw Wrong(column, "a time such as 2026-03-01T08:00:00Z is needed");

    public double Degrees(int column, double most) =>
        double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
            ? degrees
            : throw Wrong(column, string.Create(CultureInfo.InvariantCulture, $"degrees from -{most} to {most} are needed"));

    private CommandException Wrong(int column, string needed) => new($"row {row}: {header[column]} is '{values[column]}'; {needed}.");
}
