using System.Text;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs.Csv;

/// <summary>Which column of the contract each value of a line is; -1 where the contract has no such column.</summary>
internal static class CsvHeader
{
    private const string WayOut = "The first line of a CSV body names its columns.";

    /// <exception cref="UndecodableBodyException">A required column is missing or a name comes twice.</exception>
    public static int[] Read(ReadOnlySpan<byte> line, ContractSchema schema)
    {
        var names = new List<string>();
        var fields = new CsvFields(line, new byte[line.Length]);
        while (fields.MoveNext())
        {
            names.Add(Encoding.UTF8.GetString(fields.Current).Trim());
        }

        if (fields.IsMalformed)
        {
            throw new UndecodableBodyException($"The header's quotes do not match. {WayOut}");
        }

        var twice = names.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new UndecodableBodyException(
                new Refusal(RefusalCode.UnreadableMessage, "The header names a column twice."), told: $"The header names the column '{Shorten(twice.Key)}' twice.");
        }

        RequiredColumns.Check(schema, names, "The header");
        return [.. names.Select(schema.OrdinalOf)];
    }

    private static string Shorten(string name) => name.Length <= 100 ? name : name[..100];
}
