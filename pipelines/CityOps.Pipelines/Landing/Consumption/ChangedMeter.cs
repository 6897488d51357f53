using Apache.Arrow;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>A meter, and the span of time in which readings of it changed, milliseconds since 1970 UTC.</summary>
internal readonly record struct ChangedMeter(ulong MeterKey, long FromMs, long ToMs)
{
    /// <summary>Rows of <c>changed_meters</c>.</summary>
    public static RecordBatch ToBatch(string batchId, IReadOnlyList<ChangedMeter> changed) => new RecordBatch.Builder()
        .Append("batch", false, RowColumns.Repeat(batchId, changed.Count))
        .Append("meter_key", false, RowColumns.Keys([.. changed.Select(c => c.MeterKey)]))
        .Append("from_at", false, RowColumns.Instants([.. changed.Select(c => c.FromMs)]))
        .Append("to_at", false, RowColumns.Instants([.. changed.Select(c => c.ToMs)]))
        .Build();
}
