using Apache.Arrow;

namespace CityOps.Contracts.Batches;

/// <summary>Between typed rows and batches in the border schema that the row's record declares. The work per type is compiled once.</summary>
public static class RowBatch
{
    /// <summary>Rows as a batch. Nothing is validated; empty optional texts become unknown and instants are cut to milliseconds.</summary>
    public static RecordBatch From<TRow>(IEnumerable<TRow> rows)
        where TRow : class
    {
        var plan = RowPlan<TRow>.Instance;
        var builders = ColumnBuilder.For(plan.Schema);
        var count = 0;
        foreach (var row in rows)
        {
            plan.Append(row, builders);
            count++;
        }

        return new RecordBatch(plan.Schema.Arrow, builders.Select(builder => builder.Build()), count);
    }

    /// <summary>
    /// The rows of a batch, as they are asked for. Columns are found by name; one that the batch lacks, such as a protected column of a keyed batch, leaves
    /// its default.
    /// </summary>
    public static IEnumerable<TRow> To<TRow>(RecordBatch batch)
        where TRow : class
    {
        var plan = RowPlan<TRow>.Instance;
        var columns = plan.Schema.Columns.Select(column => batch.ColumnOrNull(column.Name)).ToArray();
        for (var row = 0; row < batch.Length; row++)
        {
            yield return plan.Read(columns, row);
        }
    }
}
