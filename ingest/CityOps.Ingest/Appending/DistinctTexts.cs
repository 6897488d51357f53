using System.IO.Hashing;
using System.Text;
using Apache.Arrow;

namespace CityOps.Ingest.Appending;

/// <summary>
/// The distinct values of a text column, so that the vault is asked once for each and a string is made once for each. Hot: an open-addressed
/// table over the column's own bytes.
/// </summary>
internal readonly struct DistinctTexts
{
    private DistinctTexts(List<string?> values, int[] indexOf)
    {
        Values = values;
        IndexOf = indexOf;
    }

    public List<string?> Values { get; }

    /// <summary>For each row its value's index in <see cref="Values"/>, or -1 where it is null or empty.</summary>
    public int[] IndexOf { get; }

    public static DistinctTexts Of(StringArray column)
    {
        var indexOf = new int[column.Length];
        var values = new List<string?>();
        var firstRows = new List<int>();
        var slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, column.Length * 2))];
        var mask = (ulong)slots.Length - 1;
        var previous = -1;
        for (var row = 0; row < indexOf.Length; row++)
        {
            var text = column.GetBytes(row);
            if (text.IsEmpty)
            {
                indexOf[row] = -1;
                continue;
            }

            // Files and terminals send runs of one meter.
            if (previous >= 0 && text.SequenceEqual(column.GetBytes(firstRows[previous])))
            {
                indexOf[row] = previous;
                continue;
            }

            for (var slot = XxHash3.HashToUInt64(text) & mask; ; slot = (slot + 1) & mask)
            {
                var index = slots[slot] - 1;
                if (index < 0)
                {
                    index = values.Count;
                    slots[slot] = index + 1;
                    values.Add(Encoding.UTF8.GetString(text));
                    firstRows.Add(row);
                }
                else if (!text.SequenceEqual(column.GetBytes(firstRows[index])))
                {
                    continue;
                }

                indexOf[row] = previous = index;
                break;
            }
        }

        return new DistinctTexts(values, indexOf);
    }
}
