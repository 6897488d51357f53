using System.Runtime.InteropServices;
using Apache.Arrow;

namespace CityOps.Contracts.Batches;

/// <summary>Copies some values of a column of a contract, in a given order.</summary>
internal static class ColumnTake
{
    public static IArrowArray Take(IArrowArray array, ReadOnlySpan<int> rows)
    {
        var validity = ValidityOf(array, rows, out var nulls);
        return array switch
        {
            StringArray texts => Texts(texts, rows, validity, nulls),
            DoubleArray numbers => new DoubleArray(Values(numbers.Values, rows), validity, rows.Length, nulls, 0),
            Int64Array numbers => new Int64Array(Values(numbers.Values, rows), validity, rows.Length, nulls, 0),
            UInt64Array keys => new UInt64Array(Values(keys.Values, rows), validity, rows.Length, nulls, 0),
            TimestampArray instants => new TimestampArray(
                (Apache.Arrow.Types.TimestampType)instants.Data.DataType, Values(instants.Values, rows), validity, rows.Length, nulls, 0),
            BooleanArray flags => new BooleanArray(Flags(flags, rows), validity, rows.Length, nulls, 0),
            _ => throw new ArgumentException($"A {array.Data.DataType.Name} is no column of a contract.", nameof(array)),
        };
    }

    private static ArrowBuffer Values<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows)
        where T : unmanaged
    {
        var bytes = GC.AllocateUninitializedArray<byte>(rows.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
        var target = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        for (var index = 0; index < rows.Length; index++)
        {
            target[index] = values[rows[index]];
        }

        return new ArrowBuffer(bytes);
    }

    private static ArrowBuffer Flags(BooleanArray flags, ReadOnlySpan<int> rows)
    {
        var bits = new byte[BitUtility.ByteCount(rows.Length)];
        var values = flags.ValueBuffer.Span;
        for (var index = 0; index < rows.Length; index++)
        {
            BitUtility.SetBit(bits, index, BitUtility.GetBit(values, flags.Offset + rows[index]));
        }

        return new ArrowBuffer(bits);
    }

    private static StringArray Texts(StringArray texts, ReadOnlySpan<int> rows, ArrowBuffer validity, int nulls)
    {
        var length = 0;
        foreach (var row in rows)
        {
            length += texts.GetValueLength(row);
        }

        var bytes = GC.AllocateUninitializedArray<byte>(length);
        var ends = new int[rows.Length + 1];
        for (var index = 0; index < rows.Length; index++)
        {
            var text = texts.GetBytes(rows[index]);
            text.CopyTo(bytes.AsSpan(ends[index]));
            ends[index + 1] = ends[index] + text.Length;
        }

        return new StringArray(rows.Length, new ArrowBuffer(MemoryMarshal.AsBytes(ends.AsSpan()).ToArray()), new ArrowBuffer(bytes), validity, nulls);
    }

    private static ArrowBuffer ValidityOf(IArrowArray array, ReadOnlySpan<int> rows, out int nulls)
    {
        nulls = 0;
        if (array.NullCount == 0)
        {
            return ArrowBuffer.Empty;
        }

        var bits = new byte[BitUtility.ByteCount(rows.Length)];
        for (var index = 0; index < rows.Length; index++)
        {
            var valid = array.IsValid(rows[index]);
            BitUtility.SetBit(bits, index, valid);
            nulls += valid ? 0 : 1;
        }

        return nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(bits);
    }
}
