using System.Data.Common;
using Apache.Arrow;
using CityOps.Contracts.Events;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Reads from the warehouse what is known of meters: readings around a change, links, and what was booked before.</summary>
internal sealed class SurroundingsReader(IWarehouse warehouse, double minMatchConfidence)
{
    /// <summary>How many readings are read on either side where few lie near.</summary>
    public const int Enough = 16;

    private static readonly string Near = SqlText.Read("Landing.Consumption.ReadNear.sql");
    private static readonly string Before = SqlText.Read("Landing.Consumption.ReadBefore.sql");
    private static readonly string Behind = SqlText.Read("Landing.Consumption.ReadBehind.sql");
    private static readonly string All = SqlText.Read("Landing.Consumption.ReadAll.sql");
    private static readonly string Meters = SqlText.Read("Landing.Consumption.ReadMeters.sql");
    private static readonly string Links = SqlText.Read("Landing.Consumption.ReadLinks.sql");
    private static readonly string BookedDwellings = SqlText.Read("Landing.Consumption.ReadBookedDwellings.sql");
    private static readonly string BookedIntervals = SqlText.Read("Landing.Consumption.ReadBookedIntervals.sql");

    /// <summary>Names one attempt at a batch, so that what an earlier one staged is not taken for its own.</summary>
    public static string AttemptAt(string batchId) => $"{batchId}~{Guid.NewGuid():N}";

    /// <summary>Names meters for the statements that follow.</summary>
    public async Task StageAsync(string id, IReadOnlyList<ChangedMeter> meters, CancellationToken cancellationToken)
    {
        using var staged = ChangedMeter.ToBatch(id, meters);
        await warehouse.InsertAsync("changed_meters", [staged], InsertMode.Again, cancellationToken);
    }

    public async Task<ReadingGroups> NearAsync(string id, (ulong First, ulong Last) exceptVersions, CancellationToken cancellationToken)
    {
        var parameters = Of(id);
        (parameters["first_version"], parameters["last_version"]) = exceptVersions;
        return await ReadingsAsync(Near, parameters, cancellationToken);
    }

    public Task<ReadingGroups> BeforeAsync(string id, CancellationToken cancellationToken) => ReadingsAsync(Before, Of(id), cancellationToken);

    public Task<ReadingGroups> BehindAsync(string id, CancellationToken cancellationToken) => ReadingsAsync(Behind, Of(id), cancellationToken);

    public Task<ReadingGroups> AllAsync(string id, CancellationToken cancellationToken) => ReadingsAsync(All, Of(id), cancellationToken);

    /// <summary>The staged meters that were ever read, and how many rows that are.</summary>
    public async Task<List<(ulong Meter, long Readings)>> MetersAsync(string id, CancellationToken cancellationToken)
    {
        var meters = new List<(ulong, long)>();
        await foreach (var meter in warehouse.QueryAsync(Meters, Of(id), r => (r.GetFieldValue<ulong>(0), (long)r.GetFieldValue<ulong>(1)), cancellationToken))
        {
            meters.Add(meter);
        }

        return meters;
    }

    /// <summary>The links of the staged meters that have any.</summary>
    public async Task<Dictionary<ulong, MeterLinks>> LinksAsync(string id, CancellationToken cancellationToken)
    {
        var rows = new List<(ulong Meter, LinkedDwelling Link, ulong Version)>();
        await foreach (var row in warehouse.QueryAsync(Links, Of(id), LinkOf, cancellationToken))
        {
            rows.Add(row);
        }

        return rows.GroupBy(row => row.Meter).ToDictionary(
            meter => meter.Key,
            meter => new MeterLinks([.. meter.Select(row => row.Link)], meter.Max(row => row.Version), minMatchConfidence));
    }

    /// <summary>Adds what was booked of the staged meters.</summary>
    public async Task BookedAsync(string id, IReadOnlyDictionary<ulong, MeterReadings> meters, CancellationToken cancellationToken)
    {
        await foreach (var (meter, dwelling) in warehouse.QueryAsync(BookedDwellings, Of(id), r => (r.GetFieldValue<ulong>(0), r.GetFieldValue<ulong>(1)), cancellationToken))
        {
            meters[meter].BookedTo.Add(dwelling);
        }

        await foreach (var (meter, interval) in warehouse.QueryAsync(BookedIntervals, Of(id), IntervalOf, cancellationToken))
        {
            meters[meter].BookedIntervals.Add(interval);
        }
    }

    private async Task<ReadingGroups> ReadingsAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        var batches = new List<RecordBatch>();
        try
        {
            await foreach (var batch in warehouse.QueryArrowAsync(sql, parameters, cancellationToken))
            {
                batches.Add(batch);
            }

            return ReadingGroups.Of(batches);
        }
        finally
        {
            batches.ForEach(batch => batch.Dispose());
        }
    }

    private static WarehouseParameters Of(string id) => new() { ["batch"] = id };

    private static (ulong Meter, LinkedDwelling Link, ulong Version) LinkOf(DbDataReader row) => (
        row.GetFieldValue<ulong>(0),
        new LinkedDwelling(
            row.GetFieldValue<ulong>(1), Words.Share(row.GetString(2)), Words.Tariff(row.GetString(3)), row.GetDouble(4), row.GetInt64(5), row.GetInt64(6)),
        row.GetFieldValue<ulong>(7));

    private static (ulong Meter, BookedInterval Interval) IntervalOf(DbDataReader row) => (
        row.GetFieldValue<ulong>(1),
        new BookedInterval(
            row.GetFieldValue<ulong>(0),
            Enum.Parse<Utility>(row.GetString(2), ignoreCase: true),
            Enum.Parse<RegisterCode>(row.GetString(3), ignoreCase: true),
            row.GetInt64(4),
            row.GetInt64(5)));
}
