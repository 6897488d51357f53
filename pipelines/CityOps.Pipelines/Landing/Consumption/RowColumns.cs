using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Columns of rows to be inserted, from lists of values as they lie in memory.</summary>
internal static class RowColumns
{
    private static readonly DictionaryType WordType = new(Int8Type.Default, StringType.Default, ordered: false);

    public static readonly TimestampType InstantType = new(TimeUnit.Millisecond, "UTC");

    public static UInt64Array Keys(RowColumn<ulong> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static UInt64Array Keys(ulong[] values) => new(Copy(values), ArrowBuffer.Empty, values.Length, 0, 0);

    public static DoubleArray Numbers(RowColumn<double> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static UInt32Array Seconds(RowColumn<uint> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static UInt16Array Small(RowColumn<ushort> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static UInt16Array Small(ushort[] values) => new(Copy(values), ArrowBuffer.Empty, values.Length, 0, 0);

    public static UInt8Array Flags(RowColumn<byte> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static TimestampArray Instants(RowColumn<long> values) => new(InstantType, Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static TimestampArray Instants(long[] values) => new(InstantType, Copy(values), ArrowBuffer.Empty, values.Length, 0, 0);

    /// <summary>Words by their place in a list.</summary>
    public static DictionaryArray Words(RowColumn<byte> places, IEnumerable<string> words) =>
        new(WordType, new Int8Array(Buffer(places), ArrowBuffer.Empty, places.Count, 0, 0), new StringArray.Builder().AppendRange(words).Build());

    /// <summary>The words that stand in tables for the members of an enumeration.</summary>
    public static IReadOnlyList<string> WordsOf<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant())];

    public static StringArray Repeat(string text, int count) => new StringArray.Builder().AppendRange(Enumerable.Repeat(text, count)).Build();

    private static ArrowBuffer Buffer<T>(RowColumn<T> values)
        where T : unmanaged => new(values.Bytes);

    private static ArrowBuffer Copy<T>(T[] values)
        where T : unmanaged => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
