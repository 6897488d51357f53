using System.Globalization;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Ingest.Files;

/// <summary>A unit that files come in, and how its values become those of the contracts (m³, kWh, km/h, m, m², UTC).</summary>
public sealed class SourceUnit
{
    private static readonly SourceUnit[] All =
    [
        Factor("litres", 1, 1_000),
        Factor("cubic_feet", 0.028316846592, 1),
        Factor("wh", 1, 1_000),
        Factor("mwh", 1_000, 1),
        Factor("mj", 1, 3.6),
        Factor("m_per_s", 3.6, 1),
        Factor("mph", 1.609344, 1),
        Factor("knots", 1.852, 1),
        Factor("feet", 0.3048, 1),
        Factor("tonnes", 1_000, 1),
        Factor("percent", 1, 100),
        new("band", ColumnType.Number, Band),
        new("epoch_s", ColumnType.Instant, text => Epoch(text, 1_000)),
        new("epoch_ms", ColumnType.Instant, text => Epoch(text, 1)),
    ];

    private readonly ColumnType _type;
    private readonly Func<ReadOnlyMemory<byte>, string?> _convert;

    private SourceUnit(string name, ColumnType type, Func<ReadOnlyMemory<byte>, string?> convert) => (Name, _type, _convert) = (name, type, convert);

    /// <summary>Every unit's name.</summary>
    public static IEnumerable<string> Names => All.Select(unit => unit.Name);

    public string Name { get; }

    public static SourceUnit? Find(string name) => Array.Find(All, unit => unit.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a column of this type may come in this unit.</summary>
    public bool Takes(ColumnType type) => type == _type || (type is ColumnType.Integer && _type is ColumnType.Number);

    /// <summary>A value in the contract's unit, or null where the text has none in this one.</summary>
    public string? Convert(ReadOnlyMemory<byte> text) => _convert(text);

    // One rounding, so that 36412 litres are 36.412 m³ and nothing near it.
    private static SourceUnit Factor(string name, double multiply, double divide) => new(
        name,
        ColumnType.Number,
        text => NumberText.TryParse(text.Span, out double value) ? (value * multiply / divide).ToString(CultureInfo.InvariantCulture) : null);

    // 81-110 is its middle, 95.5; what is open at its end, such as 111+, is where it begins.
    private static string? Band(ReadOnlyMemory<byte> text)
    {
        var span = text.Span;
        if (span.EndsWith("+"u8))
        {
            return NumberText.TryParse(span[..^1], out double least) ? least.ToString(CultureInfo.InvariantCulture) : null;
        }

        var dash = span.IndexOf((byte)'-');
        return dash > 0 && NumberText.TryParse(span[..dash], out double from) && NumberText.TryParse(span[(dash + 1)..], out double to)
            ? ((from + to) / 2).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static string? Epoch(ReadOnlyMemory<byte> text, double milliseconds)
    {
        if (!NumberText.TryParse(text.Span, out double value) || InstantText.RangeOf((long)Math.Floor(value * milliseconds)) is not InstantFailure.None)
        {
            return null;
        }

        return DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(value * milliseconds)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
