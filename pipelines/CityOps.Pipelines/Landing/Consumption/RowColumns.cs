using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Columns of rows to be inserted, from lists of values as they lie in memory.</summary>
internal static class RowColumns
{
    private static readonly DictionaryType WordType = new(Int8Type.Default, StringType.Default, ordered: false);

    public static readonly TimestampType InstantType = new(TimeUnit.Millisecond, "UTC");

    public static UInt64Array Keys(List<ulong> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static DoubleArray Numbers(List<double> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static UInt32Array Seconds(List<uint> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static UInt16Array Small(List<ushort> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static UInt8Array Flags(List<byte> values) => new(Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    public static TimestampArray Instants(List<long> values) => new(InstantType, Buffer(values), ArrowBuffer.Empty, values.Count, 0, 0);

    /// <summary>Words by their place in a list.</summary>
    public static DictionaryArray Words(List<byte> places, IEnumerable<string> words) =>
        new(WordType, new Int8Array(Buffer(places), ArrowBuffer.Empty, places.Count, 0, 0), new StringArray.Builder().AppendRange(words).Build());

    /// <summary>The words that stand in tables for the members of an enumeration.</summary>
    public static IReadOnlyList<string> WordsOf<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant())];

    public static StringArray Repeat(string text, int count) => new StringArray.Builder().AppendRange(Enumerable.Repeat(text, count)).Build();

    private static ArrowBuffer Buffer<T>(List<T> values)
        where T : unmanaged => new(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)).ToArray());
}
