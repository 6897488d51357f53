using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings.Evidence;

/// <summary>Reads the curves of a few dwellings for the charts of their cases.</summary>
public sealed class CurveReader(IWarehouse warehouse, TimeZoneInfo zone)
{
    private const int Hours = 24;
    private static readonly string DailySql = SqlText.Read("Dwellings.Sql.DailyCurves.sql");
    private static readonly string HourlySql = SqlText.Read("Dwellings.Sql.HourlyProfiles.sql");

    public async Task<IReadOnlyDictionary<ulong, EvidenceCurves>> ReadAsync(IReadOnlyList<ulong> keys, DwellingWindow window, CancellationToken cancellationToken)
    {
        var days = Enumerable.Range(0, window.Days).Select(d => window.FromDay.AddDays(d).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var daily = keys.ToDictionary(k => k, _ => new SortedDictionary<string, double?[]>(StringComparer.Ordinal));
        var hourly = keys.ToDictionary(k => k, _ => new SortedDictionary<string, double?[]>(StringComparer.Ordinal));
        if (keys.Count == 0)
        {
            return new Dictionary<ulong, EvidenceCurves>();
        }

        var parameters = new WarehouseParameters
        {
            ["keys"] = keys.ToArray(),
            ["from_day"] = window.FromDay,
            ["to_day"] = window.ToDay,
        };
        await foreach (var (key, utility, day, used) in warehouse.QueryAsync(
            DailySql, parameters, r => (Convert.ToUInt64(r.GetValue(0), null), r.GetString(1), r.GetDateTime(2), Convert.ToDouble(r.GetValue(3), null)), cancellationToken))
        {
            var at = DateOnly.FromDateTime(day).DayNumber - window.FromDay.DayNumber;
            Of(daily[key], utility, window.Days)[at] = InUnit(utility, used);
        }

        var hours = new WarehouseParameters
        {
            ["keys"] = keys.ToArray(),
            ["zone"] = zone.Id,
            ["from"] = window.From.UtcDateTime,
            ["to"] = window.To.UtcDateTime,
        };
        await foreach (var (key, utility, hour, used) in warehouse.QueryAsync(
            HourlySql, hours, r => (Convert.ToUInt64(r.GetValue(0), null), r.GetString(1), Convert.ToInt32(r.GetValue(2), null), Convert.ToDouble(r.GetValue(3), null)), cancellationToken))
        {
            Of(hourly[key], utility, Hours)[hour] = InUnit(utility, used);
        }

        return keys.ToDictionary(k => k, k => new EvidenceCurves(days, daily[k], hourly[k]));
    }

    private static double?[] Of(SortedDictionary<string, double?[]> curves, string utility, int length) =>
        curves.TryGetValue(utility, out var curve) ? curve : curves[utility] = new double?[length];

    /// <summary>Water is shown in litres; three decimals are more than any register has.</summary>
    private static double InUnit(string utility, double used) => Math.Round(string.Equals(utility, "water", StringComparison.Ordinal) ? used * 1_000 : used, 3);
}
