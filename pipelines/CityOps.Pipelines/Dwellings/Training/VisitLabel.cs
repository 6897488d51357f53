using System.Data.Common;
using System.Globalization;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>What a visit found out about a dwelling.</summary>
/// <param name="WindowEnd">The end of the window that the visit answers, UTC.</param>
internal sealed record VisitLabel(ulong DwellingKey, DateTimeOffset WindowEnd, bool Confirmed, float? PeopleFound)
{
    public static VisitLabel Read(DbDataReader row) => new(
        Convert.ToUInt64(row.GetValue(0), CultureInfo.InvariantCulture),
        new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(1), DateTimeKind.Utc)),
        Convert.ToInt32(row.GetValue(2), CultureInfo.InvariantCulture) == 1,
        row.IsDBNull(3) ? null : Convert.ToSingle(row.GetValue(3), CultureInfo.InvariantCulture));
}
