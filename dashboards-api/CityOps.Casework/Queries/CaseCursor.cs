using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CityOps.Casework.Domain;
using CityOps.Casework.Storage.Rows;

namespace CityOps.Casework.Queries;

/// <summary>The last case of a page: what it was sorted by, and its id.</summary>
internal sealed record CaseCursor(CaseSort Sort, double Score, DateTimeOffset At, string CaseId)
{
    public static CaseCursor After(CaseRow row, CaseSort sort) => new(
        sort,
        row.Score,
        sort switch { CaseSort.Opened => row.OpenedAt, CaseSort.Updated => row.UpdatedAt, _ => row.DueAt },
        row.CaseId);

    /// <exception cref="FormatException">Not a cursor of this sort order.</exception>
    public static CaseCursor? Parse(string? text, CaseSort sort)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var fields = Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|') : [];
        return fields is [var kind, var score, var ms, var id]
            && string.Equals(kind, Text.Of(sort), StringComparison.Ordinal)
            && double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out var s)
            && long.TryParse(ms, NumberStyles.Integer, CultureInfo.InvariantCulture, out var at) && at is >= 0 and < 253_402_300_800_000
            ? new(sort, s, DateTimeOffset.FromUnixTimeMilliseconds(at), id)
            : throw new FormatException($"The cursor was not made by a list sorted by {Text.Of(sort)}. Start again without one.");
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Text.Of(Sort)}|{Score:R}|{At.ToUnixTimeMilliseconds()}|{CaseId}")));
}
