using System.Globalization;
using System.Text.RegularExpressions;

namespace CityOps.Warehouse.Embedded;

/// <summary>The engine, or this interface in its name, refuses a statement.</summary>
/// <param name="code">ClickHouse's error code.</param>
/// <param name="name">ClickHouse's name of it, such as <c>UNKNOWN_TABLE</c>.</param>
internal sealed partial class EngineException(int code, string name, string message) : Exception(message)
{
    internal int Code { get; } = code;

    internal string Name { get; } = name;

    /// <summary>The text that ClickHouse clients expect in the body of a failed request.</summary>
    internal string ToClickHouseText(string version) => $"Code: {Code}. DB::Exception: {Message.TrimEnd('.', ' ', '\n')}. ({Name}) (version {version} (embedded))\n";

    /// <summary>Takes code, name and message out of an error as libchdb words it.</summary>
    internal static EngineException Parse(string error)
    {
        var match = Shape().Match(error);
        return match.Success
            ? new EngineException(int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture), match.Groups["name"].Value, match.Groups["message"].Value)
            : new EngineException(1001, "STD_EXCEPTION", error);
    }

    [GeneratedRegex(
        @"Code: (?<code>\d+)\. DB::Exception: (?<message>.*?)\.? \((?<name>[A-Z][A-Z0-9_]+)\)( \(version [^()]*\))?\s*$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
