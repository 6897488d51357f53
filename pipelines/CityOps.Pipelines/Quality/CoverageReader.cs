using System.Data.Common;
using System.Globalization;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Quality;

/// <summary>Says what share of the readings that were owed came. What is owed follows from each source's own cycle, never from a list. Says nothing of whether a value is right.</summary>
public sealed class CoverageReader(IWarehouse warehouse, QualityOptions options, TimeZoneInfo zone)
{
    private static readonly string MetersSql = SqlText.Read("Quality.Sql.Meters.sql");
    private static readonly string MeterSql = SqlText.Read("Quality.Sql.MeterCoverage.sql");
    private static readonly string TrucksSql = SqlText.Read("Quality.Sql.Trucks.sql");
    private static readonly string TruckSql = SqlText.Read("Quality.Sql.TruckCoverage.sql");
    private static readonly string SensorSql = SqlText.Read("Quality.Sql.SensorCoverage.sql");

    /// <param name="from">The first local day.</param>
    /// <param name="to">The day after the last one, which should be over.</param>
    public Task<Coverage> ReadAsync(CoveredStream stream, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var (begin, end) = (StartOf(from), StartOf(to));
        var parameters = new WarehouseParameters
        {
            ["from"] = begin.UtcDateTime,
            ["to"] = end.UtcDateTime,
            ["zone"] = zone.Id,

            // Twice as far back: a source that has been silent ever since owes all the same.
            ["back_to"] = (begin - (end - begin)).UtcDateTime,
        };
        return stream switch
        {
            CoveredStream.TruckPositions => TrucksAsync(parameters, cancellationToken),
            CoveredStream.Sensors => SensorsAsync(parameters, cancellationToken),
            _ => MetersAsync(stream, parameters, cancellationToken),
        };
    }

    private async Task<Coverage> MetersAsync(CoveredStream stream, WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        var sample = await MeterSample.OfAsync(warehouse, MetersSql, options.MostMeters, cancellationToken);
        parameters["utility"] = stream.ToString().ToLowerInvariant();
        parameters["last_meter"] = sample.LastMeter;
        return new Coverage(sample.Share, await warehouse.QueryAsync(MeterSql, parameters, Row, cancellationToken).ToListAsync(cancellationToken));
    }

    private async Task<Coverage> TrucksAsync(WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        var trucks = await warehouse.QueryAsync(TrucksSql, parameters, row => Whole(row, 0), cancellationToken).FirstAsync(cancellationToken);
        var every = (ulong)Math.Max(1, (trucks + options.MostTrucks - 1) / options.MostTrucks);
        parameters["every"] = every;
        return new Coverage(1.0 / every, await warehouse.QueryAsync(TruckSql, parameters, Row, cancellationToken).ToListAsync(cancellationToken));
    }

    private async Task<Coverage> SensorsAsync(WarehouseParameters parameters, CancellationToken cancellationToken) =>
        new(1, await warehouse.QueryAsync(SensorSql, parameters, Row, cancellationToken).ToListAsync(cancellationToken));

    private DateTimeOffset StartOf(DateOnly day) => Dwellings.DwellingWindow.StartOf(day, zone);

    private static CoverageRow Row(DbDataReader row) => new(
        row.GetString(0),
        Whole(row, 1) is var day and > 0 ? DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day)) : null,
        Whole(row, 2), Whole(row, 3), Whole(row, 4), Whole(row, 5));

    private static long Whole(DbDataReader row, int at) => Convert.ToInt64(row.GetValue(at), CultureInfo.InvariantCulture);
}
