namespace CityOps.Contracts.Schema;

/// <summary>How a column's values are written at the border and held in a batch.</summary>
public enum ColumnType
{
    /// <summary>Text; Arrow utf8.</summary>
    Text,

    /// <summary>One of a closed list of words; Arrow utf8.</summary>
    Choice,

    /// <summary>RFC 3339 with an offset; Arrow timestamp in milliseconds, UTC.</summary>
    Instant,

    /// <summary>A finite number; Arrow float64.</summary>
    Number,

    /// <summary>A whole number; Arrow int64.</summary>
    Integer,

    /// <summary>A surrogate key or an H3 cell; Arrow uint64, 0 where unknown.</summary>
    Key,

    /// <summary><c>true</c> or <c>false</c> (also 1 and 0 in CSV); Arrow bool.</summary>
    Flag,
}

/// <summary>What a text has to be, beyond a text.</summary>
public enum TextForm
{
    /// <summary>Anything.</summary>
    Free,

    /// <summary>WKT of a polygon or several, WGS-84 degrees, longitude first.</summary>
    Area,

    /// <summary>WKT of a line, WGS-84 degrees, longitude first.</summary>
    Line,

    /// <summary>A local wall clock, <c>HH:mm</c>.</summary>
    Hour,
}

/// <summary>One column of a contract, with all that validation needs to know of it.</summary>
/// <param name="Name">The name at the border, in snake case.</param>
/// <param name="Type">How its values are written and held.</param>
/// <param name="Required">Whether a row without a value is rejected.</param>
public sealed record Column(string Name, ColumnType Type, bool Required)
{
    public const int DefaultMaxLength = 256;

    /// <summary>The words a <see cref="ColumnType.Choice"/> takes, in the order of their declaration.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What an empty value stands for; null where it stands for "unknown".</summary>
    public string? Default { get; init; }

    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>For an instant: in milliseconds since 1970-01-01T00:00:00Z.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>An instant at which something was seen or measured: it cannot lie in the future.</summary>
    public bool IsObserved { get; init; }

    /// <summary>A text that names something and by which rows belong together: blanks at its ends are left out.</summary>
    public bool IsIdentifier { get; init; }

    /// <summary>The longest text, in UTF-16 code units.</summary>
    public int MaxLength { get; init; } = DefaultMaxLength;

    public TextForm Form { get; init; }

    public Protection Protection { get; init; }

    /// <summary>What it is taken in for; declared for every column of a contract that identifies households.</summary>
    public FieldPurpose? Purpose { get; init; }
}
