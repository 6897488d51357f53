using System.Globalization;
using CityOps.Contracts.Validation;
using NodaTime;
using NodaTime.TimeZones;

namespace CityOps.Ingest.Files;

/// <summary>
/// Reads wall clocks of one zone as instants. When clocks go back an hour comes twice, and a file cannot say which of the two it means: the earlier is taken.
/// When they go forward an hour is skipped: a reading in it is moved forward by the length of the gap.
/// </summary>
internal sealed class WallClock(DateTimeZone zone)
{
    private static readonly ZoneLocalMappingResolver Lenient = Resolvers.LenientResolver;

    /// <returns>RFC 3339 in UTC, or null where the text is no date and time, or has an offset of its own.</returns>
    public string? Convert(ReadOnlyMemory<byte> text)
    {
        var trimmed = text.Span.Trim((byte)' ');
        if (!InstantText.TryParseWallClock(trimmed, out var milliseconds, out var consumed) || consumed != trimmed.Length)
        {
            return null;
        }

        var local = new LocalDateTime(1970, 1, 1, 0, 0).PlusMilliseconds(milliseconds);
        return zone.ResolveLocal(local, Lenient).ToInstant().ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
