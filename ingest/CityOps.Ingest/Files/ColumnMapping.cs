using CityOps.Contracts.Schema;
using NodaTime;

namespace CityOps.Ingest.Files;

/// <summary>A mapping that cannot be: the message names the option and what would be right.</summary>
public sealed class ColumnMappingException(string message) : Exception(message);

/// <summary>
/// How the columns of somebody's CSV file become those of a contract. A border column that is neither mapped nor set is taken from the source column of the
/// same name, where there is one; source columns that nothing asks for are left out.
/// </summary>
/// <remarks>
/// <c>--map BORDER=SOURCE</c> takes a column from another; <c>--set BORDER=CONSTANT</c> gives every row the same value; <c>--unit BORDER=UNIT</c> converts from
/// one of <see cref="SourceUnit.Names"/>; <c>--zone IANA</c> reads instants without an offset as wall clocks of that zone: of an hour that comes twice the
/// earlier one, an hour that is skipped moved forward.
/// </remarks>
public sealed class ColumnMapping
{
    private ColumnMapping(
        IReadOnlyDictionary<string, string> sources, IReadOnlyDictionary<string, string> constants, IReadOnlyDictionary<string, SourceUnit> units, DateTimeZone? zone)
    {
        (Sources, Constants, Units, Zone) = (sources, constants, units, zone);
    }

    /// <summary>Border column → source column.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; }

    /// <summary>Border column → the value of every row.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; }

    /// <summary>Border column → the unit that the source has it in.</summary>
    public IReadOnlyDictionary<string, SourceUnit> Units { get; }

    /// <summary>The zone of wall clocks, or null where instants carry their offset.</summary>
    public DateTimeZone? Zone { get; }

    /// <summary>Whether a file goes as it is.</summary>
    public bool IsEmpty => Sources.Count == 0 && Constants.Count == 0 && Units.Count == 0 && Zone is null;

    /// <summary>Reads the options of <c>cityops replay</c>.</summary>
    /// <param name="maps">Each <c>border_column=source_column</c>.</param>
    /// <param name="sets">Each <c>border_column=constant</c>.</param>
    /// <param name="units">Each <c>border_column=unit</c>.</param>
    /// <param name="zone">An IANA time zone, or null.</param>
    /// <exception cref="ColumnMappingException">An option is malformed or names what does not exist.</exception>
    public static ColumnMapping Parse(
        IEnumerable<string> maps, IEnumerable<string> sets, IEnumerable<string> units, string? zone, ContractSchema schema)
    {
        var sources = Pairs("--map", maps, schema);
        var constants = Pairs("--set", sets, schema);
        if (sources.Keys.FirstOrDefault(constants.ContainsKey) is { } both)
        {
            throw new ColumnMappingException($"'{both}' is both mapped and set; keep one of the two.");
        }

        return new ColumnMapping(
            sources,
            constants,
            Pairs("--unit", units, schema).ToDictionary(pair => pair.Key, pair => UnitOf(pair.Key, pair.Value, schema), StringComparer.Ordinal),
            ZoneOf(zone));
    }

    private static Dictionary<string, string> Pairs(string option, IEnumerable<string> texts, ContractSchema schema)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == text.Length - 1)
            {
                throw new ColumnMappingException($"{option} {text}: write it as border_column=value.");
            }

            var column = text[..equals].Trim();
            if (schema.OrdinalOf(column) < 0)
            {
                throw new ColumnMappingException(
                    $"{option} {text}: {schema.Name} has no column '{column}'. It has: {string.Join(", ", schema.Columns.Select(c => c.Name))}.");
            }

            if (!pairs.TryAdd(column, text[(equals + 1)..].Trim()))
            {
                throw new ColumnMappingException($"{option} {text}: '{column}' is given twice.");
            }
        }

        return pairs;
    }

    private static SourceUnit UnitOf(string column, string name, ContractSchema schema)
    {
        var type = schema.Columns[schema.OrdinalOf(column)].Type;
        var unit = SourceUnit.Find(name)
            ?? throw new ColumnMappingException($"--unit {column}={name}: no such unit. There are: {string.Join(", ", SourceUnit.Names)}.");
        return unit.Takes(type) ? unit : throw new ColumnMappingException($"--unit {column}={name}: a column of the type {type} has no such unit.");
    }

    private static DateTimeZone? ZoneOf(string? zone) => zone is null
        ? null
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
            ?? throw new ColumnMappingException($"--zone {zone}: no such time zone. Name it as IANA does, such as Asia/Shanghai or Europe/Madrid.");
}
