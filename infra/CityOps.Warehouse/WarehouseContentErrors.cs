using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CityOps.Warehouse;

/// <summary>The error codes of ClickHouse that say that rows were refused for what they hold, and no retry will help.</summary>
internal static partial class WarehouseContentErrors
{
    public static FrozenSet<int> Codes { get; } = new[]
    {
        6, // CANNOT_PARSE_TEXT
        25, // CANNOT_PARSE_ESCAPE_SEQUENCE
        26, // CANNOT_PARSE_QUOTED_STRING
        27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
        33, // CANNOT_READ_ALL_DATA
        38, // CANNOT_PARSE_DATE
        41, // CANNOT_PARSE_DATETIME
        53, // TYPE_MISMATCH
        69, // ARGUMENT_OUT_OF_BOUND
        70, // CANNOT_CONVERT_TYPE
        72, // CANNOT_PARSE_NUMBER
        117, // INCORRECT_DATA
        131, // TOO_LARGE_STRING_SIZE
        321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
        349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
        376, // CANNOT_PARSE_UUID
        407, // DECIMAL_OVERFLOW
        441, // CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING
        467, // CANNOT_PARSE_BOOL
        469, // VIOLATED_CONSTRAINT
        691, // UNKNOWN_ELEMENT_OF_ENUM
    }.ToFrozenSet();

    public static string NameIn(string message) => Name().Match(message) is { Success: true } match ? match.Groups["name"].Value : "";

    // The last one in parentheses, before the version.
    [GeneratedRegex(@"\((?<name>[A-Z][A-Z0-9_]{3,})\)", RegexOptions.RightToLeft | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
