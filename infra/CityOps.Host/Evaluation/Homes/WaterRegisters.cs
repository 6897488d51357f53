using System.Globalization;
using System.Runtime.CompilerServices;

namespace CityOps.Host.Evaluation.Homes;

/// <summary>A register of one home's water.</summary>
/// <param name="At">With the offset of the zone the home lives by, so that its <see cref="DateTimeOffset.DateTime"/> is the time on the wall.</param>
internal readonly record struct WaterRegister(string Home, DateTimeOffset At, double Litres);

/// <summary>
/// Reads the water registers of homes from a CSV file with the columns <c>dwelling_id, read_at_local, register_litres</c>, or those of the contract
/// <c>meter-readings</c> (<c>dwelling_id, utility, read_at, register</c> in m³), whose instants are brought to the local clock.
/// </summary>
internal static class WaterRegisters
{
    /// <summary>Ten million m³: no meter of a home has as many digits.</summary>
    private const double MostLitres = 1e10;
    private const int FirstYear = 1990;
    private const int LastYear = 2099;
    private const string Times = "from 1990 to 2099";

    /// <summary>A row without a register is no reading; any other text that is no register is wrong.</summary>
    /// <exception cref="Commands.CommandException">The file cannot be read to its end, or a value is none.</exception>
    public static async IAsyncEnumerable<WaterRegister> ReadAsync(FileInfo file, TimeZoneInfo zone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var table = await CsvTable.OpenAsync(file, cancellationToken);
        var home = table.Column("dwelling_id");
        var isContract = !table.Has("read_at_local") && table.Has("read_at");
        var (at, register) = isContract ? (table.Column("read_at"), table.Column("register")) : (table.Column("read_at_local"), table.Column("register_litres"));
        var utility = isContract && table.Has("utility") ? table.Column("utility") : -1;
        while (await table.ReadAsync(cancellationToken))
        {
            if ((utility >= 0 && table.Text(utility) is not "water") || string.IsNullOrWhiteSpace(table.Text(register)))
            {
                continue;
            }

            yield return isContract
                ? new WaterRegister(HomeOf(table, home), TimeZoneInfo.ConvertTime(InstantOf(table, at), zone), table.Number(register, 0, MostLitres / 1_000, "a register in m³, 0 to 10 million,") * 1_000)
                : new WaterRegister(HomeOf(table, home), WallOf(table, at, zone), table.Number(register, 0, MostLitres, "a register in litres, 0 to 10 thousand million,"));
        }
    }

    private static string HomeOf(CsvTable table, int column) => table.Text(column).Trim() is { Length: > 0 } home ? home : throw table.Wrong(column, "the name of a home");

    private static DateTimeOffset InstantOf(CsvTable table, int column) =>
        DateTimeOffset.TryParse(table.Text(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && instant.Year is >= FirstYear and <= LastYear
            ? instant
            : throw table.Wrong(column, $"an instant such as 2016-03-01T01:53:08Z, {Times},");

    private static DateTimeOffset WallOf(CsvTable table, int column, TimeZoneInfo zone)
    {
        // A time with an offset is an instant, and no time on the wall.
        var text = table.Text(column);
        return text is [_, _, _, _, '-', ..] && DateTime.TryParse(text, CultureInfo.InvariantCulture, out var wall) && wall is { Kind: DateTimeKind.Unspecified, Year: >= FirstYear and <= LastYear }
            ? new DateTimeOffset(wall, zone.GetUtcOffset(wall))
            : throw table.Wrong(column, $"a time on the wall such as 2016-03-01 01:53:08, {Times},");
    }
}
