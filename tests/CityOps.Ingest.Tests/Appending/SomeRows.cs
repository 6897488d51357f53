using System.Globalization;
using Apache.Arrow;

namespace CityOps.Ingest.Tests.Appending;

internal static class SomeRows
{
    /// <summary>Each row as texts by column name; null is empty.</summary>
    public static IEnumerable<Dictionary<string, string>> Texts(RecordBatch batch) =>
        Enumerable.Range(0, batch.Length).Select(row => Enumerable.Range(0, batch.ColumnCount).ToDictionary(
            column => batch.Schema.GetFieldByIndex(column).Name, column => Text(batch.Column(column), row), StringComparer.Ordinal));

    /// <summary>A CSV of readings, each of a meter of its own: <paramref name="rows"/> lines after the header.</summary>
    public static string Readings(int rows, int from = 0)
    {
        var text = new System.Text.StringBuilder("meter_id,utility,read_at,register\n");
        for (var i = from; i < from + rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"M{i:D7},water,2026-01-01T08:00:00+08:00,{i}.5\n");
        }

        return text.ToString();
    }

    private static string Text(IArrowArray column, int row) => column.IsNull(row) ? "" : column switch
    {
        StringArray texts => texts.GetString(row),
        UInt64Array keys => keys.GetValue(row)!.Value.ToString(CultureInfo.InvariantCulture),
        DoubleArray numbers => numbers.GetValue(row)!.Value.ToString(CultureInfo.InvariantCulture),
        Int64Array numbers => numbers.GetValue(row)!.Value.ToString(CultureInfo.InvariantCulture),
        TimestampArray instants => instants.GetTimestamp(row)!.Value.ToString("O", CultureInfo.InvariantCulture),
        _ => "?",
    };
}
