using System.Buffers.Binary;
using System.IO.Hashing;

namespace CityOps.Models.Evaluation;

/// <summary>Splits by household, never by row, so that no home is learnt from and tested on. The same key falls in the same part each time.</summary>
public static class HouseholdSplit
{
    /// <summary>A number in [0, 1) that depends on the key and the seed alone.</summary>
    public static double PositionOf(ulong dwellingKey, ulong seed)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, dwellingKey);
        return (XxHash3.HashToUInt64(bytes, unchecked((long)seed)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The rows whose household lies in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public static IReadOnlyList<int> Rows(IReadOnlyList<ulong> keys, ulong seed, double from, double to)
    {
        var rows = new List<int>();
        for (var i = 0; i < keys.Count; i++)
        {
            var position = PositionOf(keys[i], seed);
            if (position >= from && position < to)
            {
                rows.Add(i);
            }
        }

        return rows;
    }
}
