using System.Globalization;
using CityOps.Pipelines.DeadLetters;

namespace CityOps.Dashboards.DeadLetters;

/// <summary>Where a page of dead letters ends, as a client hands it back: Unix milliseconds, a dot, the id.</summary>
internal static class DeadLetterCursorText
{
    public static string Of(DeadLetterEntry last) => string.Create(CultureInfo.InvariantCulture, $"{last.At.ToUnixTimeMilliseconds()}.{last.Id}");

    /// <returns>False where the text is no cursor.</returns>
    public static bool TryParse(string? text, out DeadLetterCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (text.Split('.') is not [var at, var id] || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || ms > 253_402_300_799_999)
        {
            return false;
        }

        cursor = new DeadLetterCursor(DateTimeOffset.FromUnixTimeMilliseconds(ms), id);
        return true;
    }
}
