using System.Globalization;
using System.Text;
using CityOps.Contracts.Codecs.Csv;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Reads homes to imitate from a CSV file.</summary>
/// <param name="name">Of the file, for messages.</param>
/// <param name="header">The columns as its first line names them.</param>
internal sealed class LikeHomeFile(string name, List<string> header)
{
    private const string Columns = "dwelling_id,members,floor_area_m2_band";
    private const int MostMembers = 20;
    private const double MostSquareMetres = 10_000;
    private const double OpenBand = 1.45;

    private readonly int _id = ColumnOf(name, header, "dwelling_id");
    private readonly int _members = ColumnOf(name, header, "members");
    private readonly int _band = header.IndexOf("floor_area_m2_band");
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public static IReadOnlyList<LikeHome> Read(string path)
    {
        var (homes, name, number) = (new List<LikeHome>(), Path.GetFileName(path), 0);
        LikeHomeFile? file = null;
        foreach (var line in Lines(path, name))
        {
            number++;
            if (ValuesOf(line, $"{name}, line {number}") is not { } values)
            {
                continue;
            }

            if (file is null)
            {
                file = new LikeHomeFile(name, values);
            }
            else
            {
                homes.Add(file.HomeOf(values, number));
            }
        }

        return homes.Count > 0 ? homes : throw new InvalidDataException($"{name} holds no homes; it needs a line {Columns} and below it one for each home.");
    }

    private LikeHome HomeOf(List<string> values, int line)
    {
        if (values.Count != header.Count)
        {
            throw new InvalidDataException($"{name}, line {line} has {values.Count} values; the first line names {header.Count} columns.");
        }

        var id = values[_id] is { Length: > 0 } text ? text : throw Wrong(line, values, _id, "the name of a home");
        if (!_lines.TryAdd(id, line))
        {
            throw new InvalidDataException($"{name}, line {line}: dwelling_id '{id}' stands on line {_lines[id]} already; give each home one line.");
        }

        if (!int.TryParse(values[_members], NumberStyles.None, CultureInfo.InvariantCulture, out var members) || members is < 1 or > MostMembers)
        {
            throw Wrong(line, values, _members, $"a whole number of people from 1 to {MostMembers}");
        }

        var (least, most) = _band < 0 ? (60, 100) : Band(values[_band]);
        return least >= 0 && most <= MostSquareMetres
            ? new LikeHome(id, members, least, most) { Band = _band < 0 ? "" : values[_band] }
            : throw Wrong(line, values, _band, "a band such as 61-80 or 111+, in m²,");
    }

    private InvalidDataException Wrong(int line, List<string> values, int column, string needed) =>
        new($"{name}, line {line}: {header[column]} is '{values[column]}'; {needed} is needed.");

    // A band without a number is that of a middling home.
    private static (double Least, double Most) Band(string text)
    {
        var open = text.EndsWith('+');
        var ends = text.TrimEnd('+').Split('-');
        var least = double.TryParse(ends[0], CultureInfo.InvariantCulture, out var from) ? from : 60;
        var most = open ? least * OpenBand : ends.Length > 1 && double.TryParse(ends[1], CultureInfo.InvariantCulture, out var to) ? to : least * OpenBand;
        return (least, Math.Max(least, most));
    }

    private static int ColumnOf(string name, List<string> header, string column) => header.IndexOf(column) is var found and >= 0
        ? found
        : throw new InvalidDataException($"{name} has no column '{column}' in its first line; write {Columns}.");

    private static string[] Lines(string path, string name)
    {
        try
        {
            return File.ReadAllText(path).Split('\n');
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{name} cannot be read: {refused.Message}", refused);
        }
    }

    /// <returns>Null for a blank line.</returns>
    private static List<string>? ValuesOf(string line, string place)
    {
        var (values, bytes) = (new List<string>(), Encoding.UTF8.GetBytes(line.TrimEnd('\r')));
        var fields = new CsvFields(bytes, new byte[bytes.Length]);
        while (fields.MoveNext())
        {
            values.Add(Encoding.UTF8.GetString(fields.Current).Trim());
        }

        return fields.IsMalformed ? throw new InvalidDataException($"{place}: its quotation marks do not match.") : values.TrueForAll(v => v.Length == 0) ? null : values;
    }
}
