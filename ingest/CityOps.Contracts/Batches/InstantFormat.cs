namespace CityOps.Contracts.Batches;

/// <summary>Instants as CityOps writes them: <c>2026-03-01T00:00:00.000Z</c>.</summary>
internal static class InstantFormat
{
    public const int Length = 24;

    /// <summary>Writes an instant between the years 1 and 9999 as UTF-8.</summary>
    /// <returns>How many bytes were written: always <see cref="Length"/>.</returns>
    public static int Write(long milliseconds, Span<byte> utf8)
    {
        DateTime.UnixEpoch.AddMilliseconds(milliseconds).TryFormat(utf8, out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return written;
    }
}
