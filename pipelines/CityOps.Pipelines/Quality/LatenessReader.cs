using System.Data.Common;
using System.Globalization;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Quality;

/// <summary>Says how late events of each stream come. A correction counts by when it came: whoever scored before it had the old value.</summary>
/// <param name="truckLatenessMinutes">How late a position may be and still be sorted in.</param>
public sealed class LatenessReader(IWarehouse warehouse, QualityOptions options, double truckLatenessMinutes)
{
    private static readonly string MetersSql = SqlText.Read("Quality.Sql.Meters.sql");
    private static readonly string TrucksSql = SqlText.Read("Quality.Sql.Trucks.sql");
    private static readonly string ReadingsSql = SqlText.Read("Quality.Sql.ReadingLateness.sql");
    private static readonly string PositionsSql = SqlText.Read("Quality.Sql.PositionLateness.sql");
    private static readonly string SensorsSql = SqlText.Read("Quality.Sql.SensorLateness.sql");
    private static readonly string FactsSql = SqlText.Read("Quality.Sql.FactLateness.sql");

    public async Task<IReadOnlyList<StreamLateness>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var streams = new List<StreamLateness>();
        var meters = await MeterSample.OfAsync(warehouse, MetersSql, options.MostMeters, cancellationToken);
        var hours = TimeSpan.FromHours(options.MeterLatenessHours);
        foreach (var utility in (string[])["water", "electricity", "gas"])
        {
            streams.Add(await OneAsync(utility, ReadingsSql, hours, Within(from, to, ("utility", utility), ("last_meter", meters.LastMeter)), cancellationToken));
        }

        var trucks = await warehouse.QueryAsync(TrucksSql, Within(from, to), row => Whole(row, 0), cancellationToken).FirstAsync(cancellationToken);
        var every = (ulong)Math.Max(1, (trucks + options.MostTrucks - 1) / options.MostTrucks);
        streams.Add(await OneAsync("truck_positions", PositionsSql, TimeSpan.FromMinutes(truckLatenessMinutes), Within(from, to, ("every", every)), cancellationToken));
        streams.Add(await OneAsync("sensors", SensorsSql, TimeSpan.FromMinutes(options.SensorLatenessMinutes), Within(from, to), cancellationToken));
        streams.Add(await OneAsync("household_facts", FactsSql, TimeSpan.FromDays(options.FactLatenessDays), Within(from, to), cancellationToken));
        return streams;
    }

    private async Task<StreamLateness> OneAsync(string stream, string sql, TimeSpan allowed, WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        parameters["allowed_s"] = allowed.TotalSeconds;
        return await warehouse.QueryAsync(
            sql,
            parameters,
            row => new StreamLateness(stream, Whole(row, 0) - Whole(row, 1), Whole(row, 1), Whole(row, 2), Known(row, 3), Known(row, 4), Known(row, 5), allowed.TotalSeconds),
            cancellationToken).FirstAsync(cancellationToken);
    }

    private static WarehouseParameters Within(DateTimeOffset from, DateTimeOffset to, params ReadOnlySpan<(string Name, object Value)> more)
    {
        var parameters = new WarehouseParameters { ["from"] = from.UtcDateTime, ["to"] = to.UtcDateTime };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        return parameters;
    }

    private static long Whole(DbDataReader row, int at) => Convert.ToInt64(row.GetValue(at), CultureInfo.InvariantCulture);

    private static double? Known(DbDataReader row, int at) => !row.IsDBNull(at) && row.GetDouble(at) is var value && double.IsFinite(value) ? value : null;
}
