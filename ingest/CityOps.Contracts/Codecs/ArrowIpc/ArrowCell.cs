using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>Appends one value of an Arrow array, of whatever type that can stand for it, to a column.</summary>
internal static class ArrowCell
{
    /// <returns>Null, or what is wrong and what would be right.</returns>
    public static Refusal? TryAppend(IArrowArray array, int row, ColumnBuilder builder) => array.IsNull(row)
        ? builder.TryAppendMissing()
        : array switch
        {
            StringArray text => Text(text.GetBytes(row), builder),
            DictionaryArray dictionary => TryAppend(dictionary.Dictionary, IndexOf(dictionary.Indices, row), builder),
            LargeStringArray text => Text(text.GetBytes(row), builder),
            StringViewArray text => Text(text.GetBytes(row), builder),
            TimestampArray instants => builder.TryAppendInstant(Milliseconds(instants, row)),
            DoubleArray numbers => builder.TryAppend(numbers.Values[row]),
            FloatArray numbers => builder.TryAppend((double)numbers.Values[row]),
            Int64Array numbers => builder.TryAppend(numbers.Values[row]),
            UInt64Array numbers => builder.TryAppend(numbers.Values[row]),
            BooleanArray flags => builder.TryAppend(flags.GetValue(row)!.Value),
            Decimal128Array numbers => Text(Encoding.UTF8.GetBytes(numbers.GetString(row)), builder),
            Date32Array or Date64Array or Time32Array or Time64Array => Reasons.DateOnly,
            NullArray => builder.TryAppendMissing(),
            _ => builder.TryAppend(Whole(array, row)),
        };

    /// <summary>Whether values of this array can stand for values of some column.</summary>
    public static bool IsSupported(IArrowArray array) => array
        is StringArray or LargeStringArray or StringViewArray or TimestampArray or DoubleArray or FloatArray or BooleanArray or Decimal128Array
        or Date32Array or Date64Array or Time32Array or Time64Array or NullArray
        or Int8Array or Int16Array or Int32Array or Int64Array or UInt8Array or UInt16Array or UInt32Array or UInt64Array
        || (array is DictionaryArray dictionary && IsSupported(dictionary.Dictionary));

    private static Refusal? Text(ReadOnlySpan<byte> utf8, ColumnBuilder builder) => utf8.IsEmpty ? builder.TryAppendMissing() : builder.TryAppend(utf8);

    private static int IndexOf(IArrowArray indices, int row) => indices switch
    {
        UInt64Array wide => checked((int)wide.Values[row]),
        _ => checked((int)Whole(indices, row)),
    };

    private static long Whole(IArrowArray array, int row) => array switch
    {
        Int8Array numbers => numbers.Values[row],
        Int16Array numbers => numbers.Values[row],
        Int32Array numbers => numbers.Values[row],
        Int64Array numbers => numbers.Values[row],
        UInt8Array numbers => numbers.Values[row],
        UInt16Array numbers => numbers.Values[row],
        UInt32Array numbers => numbers.Values[row],
        _ => throw new UndecodableBodyException($"A column of the Arrow type {array.Data.DataType.Name} cannot be read."),
    };

    // A timestamp without a zone is taken as UTC; one with a zone is UTC by Arrow's definition. What is finer than a millisecond is cut.
    private static long Milliseconds(TimestampArray instants, int row)
    {
        var value = instants.Values[row];
        return ((TimestampType)instants.Data.DataType).Unit switch
        {
            TimeUnit.Second => value is > long.MinValue / 1000 and < long.MaxValue / 1000 ? value * 1000 : long.MaxValue,
            TimeUnit.Millisecond => value,
            TimeUnit.Microsecond => FloorDivide(value, 1_000),
            _ => FloorDivide(value, 1_000_000),
        };
    }

    private static long FloorDivide(long value, long divisor) => value >= 0 ? value / divisor : -((-(value + 1) / divisor) + 1);
}
