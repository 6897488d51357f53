using System.Globalization;

namespace CityOps.Ingest.Bridge;

/// <summary>Where a row stands in the partition it was bridged from.</summary>
/// <param name="Row">From 0, among the good rows of the message.</param>
internal readonly record struct SourcePosition(long Offset, int Row)
{
    public bool IsBefore(SourcePosition other) => Offset < other.Offset || (Offset == other.Offset && Row < other.Row);
}

/// <summary>
/// Which rows of its source a bridged message holds: those from the first to the last that go to the message's partition. It travels as the header
/// <see cref="Header"/>, so that the log itself says what has been taken in.
/// </summary>
internal readonly record struct SourceSpan(SourcePosition First, SourcePosition Last)
{
    public const string Header = "bridge";

    public bool Holds(SourcePosition position) => !position.IsBefore(First) && !Last.IsBefore(position);

    /// <param name="source">The group and partition that the rows are from.</param>
    public string Write(string source) => string.Create(CultureInfo.InvariantCulture, $"{source}@{First.Offset}.{First.Row}-{Last.Offset}.{Last.Row}");

    /// <summary>The span of a header's value, or null where it is of another source.</summary>
    public static SourceSpan? Read(string? header, string source)
    {
        if (header is null || header.Length <= source.Length || header[source.Length] != '@' || !header.StartsWith(source, StringComparison.Ordinal))
        {
            return null;
        }

        var ends = header[(source.Length + 1)..].Split('-');
        return ends.Length == 2 && Position(ends[0]) is { } first && Position(ends[1]) is { } last ? new SourceSpan(first, last) : null;
    }

    private static SourcePosition? Position(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
                ? new SourcePosition(offset, row)
                : null;
    }
}
