using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CityOps.Warehouse;

/// <summary>Meter <c>CityOps.Warehouse</c>: how long statements take, how many rows go in, which errors come back.</summary>
internal sealed class WarehouseMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _failures;

    public WarehouseMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CityOps.Warehouse");
        _duration = meter.CreateHistogram<double>("cityops.warehouse.statement.duration", "s", "Time until a statement was done, or its first rows came.");
        _rows = meter.CreateCounter<long>("cityops.warehouse.rows_inserted", "{row}", "Rows acknowledged by the warehouse.");
        _failures = meter.CreateCounter<long>("cityops.warehouse.failures", "{failure}", "Statements that failed, by ClickHouse error code (0 = not reached).");
    }

    /// <param name="kind"><c>execute</c>, <c>query</c> or <c>insert</c>.</param>
    internal void Done(string kind, long started) =>
        _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("kind", kind));

    internal void Inserted(string table, long rows) => _rows.Add(rows, new KeyValuePair<string, object?>("table", table));

    internal void Failed(int code) => _failures.Add(1, new KeyValuePair<string, object?>("code", code));
}
