using System.IO.Hashing;
using Apache.Arrow;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>
/// Keys of a scratch warehouse: the hash of a made-up number. Never for a real district, where Identity assigns random ones.
/// </summary>
public static class ScratchKeys
{
    public static ulong Of(ReadOnlySpan<byte> identifier) => XxHash3.HashToUInt64(identifier);

    public static ulong Of(string identifier) => Of(System.Text.Encoding.UTF8.GetBytes(identifier));

    public static UInt64Array Column(RecordBatch rows, string identifiers)
    {
        var from = (StringArray)rows.Column(identifiers, StringComparer.Ordinal);
        var keys = new UInt64Array.Builder().Reserve(from.Length);
        for (var row = 0; row < from.Length; row++)
        {
            keys.Append(Of(from.GetBytes(row)));
        }

        return keys.Build();
    }
}
