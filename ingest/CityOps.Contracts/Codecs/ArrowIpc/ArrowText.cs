using System.Globalization;
using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>Shows a value of any Arrow array: for rejected rows.</summary>
internal static class ArrowText
{
    private static readonly Column Anything = new("value", ColumnType.Text, Required: false) { MaxLength = int.MaxValue };

    /// <summary>The value as text, or null where it has none.</summary>
    public static string? Of(IArrowArray array, int row)
    {
        switch (array)
        {
            case var _ when array.IsNull(row):
                return null;
            case StringArray texts:
                return Encoding.UTF8.GetString(texts.GetBytes(row));
            case DoubleArray numbers:
                return numbers.Values[row].ToString(CultureInfo.InvariantCulture);
            case TimestampArray instants:
                return instants.GetTimestamp(row)?.ToString("O", CultureInfo.InvariantCulture);
        }

        var builder = new TextBuilder(Anything);
        return ArrowCell.TryAppend(array, row, builder) is null && builder.Build() is StringArray { Length: 1 } shown ? shown.GetString(0) : null;
    }
}
