namespace CityOps.Contracts.Codecs;

/// <summary>The media types of the wire formats.</summary>
public static class ContentTypes
{
    public const string Csv = "text/csv";
    public const string Json = "application/json";
    public const string JsonLines = "application/x-ndjson";
    public const string Arrow = "application/vnd.apache.arrow.stream";

    public static string Of(WireFormat format) => format switch
    {
        WireFormat.Csv => Csv,
        WireFormat.Json => Json,
        WireFormat.JsonLines => JsonLines,
        WireFormat.Arrow => Arrow,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown wire format."),
    };

    /// <summary>The format that a content type names, whatever its parameters, or null.</summary>
    public static WireFormat? FormatOf(string? contentType)
    {
        var name = contentType.AsSpan();
        var parameters = name.IndexOf(';');
        name = (parameters < 0 ? name : name[..parameters]).Trim();
        return name switch
        {
            _ when Is(name, Csv) || Is(name, "application/csv") => WireFormat.Csv,
            _ when Is(name, Json) => WireFormat.Json,
            _ when Is(name, JsonLines) || Is(name, "application/jsonl") || Is(name, "application/x-jsonlines") => WireFormat.JsonLines,
            _ when Is(name, Arrow) => WireFormat.Arrow,
            _ => null,
        };
    }

    private static bool Is(ReadOnlySpan<char> name, string type) => name.Equals(type, StringComparison.OrdinalIgnoreCase);
}
