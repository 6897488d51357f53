using System.Text;
using Apache.Arrow;

namespace CityOps.Contracts.Batches;

/// <summary>
/// The columns of a batch by name, as spans: for code that works on whole columns. Where a value is null its number is undefined: ask the array.
/// </summary>
/// <remarks>Each throws <see cref="ArgumentException"/> where the batch lacks the column or holds it as another type.</remarks>
public static class BatchColumns
{
    /// <summary>Surrogate keys and cells; 0 where unknown.</summary>
    public static ReadOnlySpan<ulong> Keys(this RecordBatch batch, string column) => batch.Typed<UInt64Array>(column).Values;

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    public static ReadOnlySpan<long> Instants(this RecordBatch batch, string column) => batch.Typed<TimestampArray>(column).Values;

    public static ReadOnlySpan<double> Numbers(this RecordBatch batch, string column) => batch.Typed<DoubleArray>(column).Values;

    public static ReadOnlySpan<long> Integers(this RecordBatch batch, string column) => batch.Typed<Int64Array>(column).Values;

    public static BooleanArray Flags(this RecordBatch batch, string column) => batch.Typed<BooleanArray>(column);

    /// <summary>Texts and words; <see cref="TextAt"/> and <c>GetBytes</c> read one.</summary>
    public static StringArray Texts(this RecordBatch batch, string column) => batch.Typed<StringArray>(column);

    /// <summary>A text, or null where it is unknown.</summary>
    public static string? TextAt(this StringArray texts, int row) => texts.IsNull(row) ? null : Encoding.UTF8.GetString(texts.GetBytes(row));

    /// <summary>The column, or null where the batch lacks it.</summary>
    public static IArrowArray? ColumnOrNull(this RecordBatch batch, string column)
    {
        var fields = batch.Schema.FieldsList;
        for (var index = 0; index < fields.Count; index++)
        {
            if (string.Equals(fields[index].Name, column, StringComparison.Ordinal))
            {
                return batch.Column(index);
            }
        }

        return null;
    }

    private static TArray Typed<TArray>(this RecordBatch batch, string column)
        where TArray : class => batch.ColumnOrNull(column) as TArray
            ?? throw new ArgumentException($"The batch has no column '{column}' of the type {typeof(TArray).Name}.", nameof(column));
}
