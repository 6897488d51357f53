using System.IO.Hashing;
using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Batches;

/// <summary>Which partition a row belongs to: all rows of a subject lie in one, in their order. Never change this: it is part of the stored log.</summary>
public static class Partitioner
{
    /// <summary>A surrogate key modulo the number of partitions.</summary>
    public static int PartitionOf(ulong key, int partitions) => (int)(key % (uint)partitions);

    /// <summary>The XxHash3 of a text's UTF-8, seed 0, modulo the number of partitions.</summary>
    public static int PartitionOf(ReadOnlySpan<byte> utf8, int partitions) => PartitionOf(XxHash3.HashToUInt64(utf8), partitions);

    /// <inheritdoc cref="PartitionOf(ReadOnlySpan{byte}, int)"/>
    public static int PartitionOf(string subject, int partitions) => PartitionOf(Encoding.UTF8.GetBytes(subject), partitions);

    /// <summary>The partition of each row by the schema's subject; a row without one counts as one with an empty text.</summary>
    public static int[] PartitionsOf(RecordBatch batch, ContractSchema schema, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        var result = new int[batch.Length];
        switch (batch.Column(schema.OrdinalOf(schema.Subject)))
        {
            case UInt64Array keys:
                var values = keys.Values;
                for (var row = 0; row < result.Length; row++)
                {
                    result[row] = PartitionOf(values[row], partitions);
                }

                return result;
            case StringArray texts:
                for (var row = 0; row < result.Length; row++)
                {
                    result[row] = PartitionOf(texts.GetBytes(row), partitions);
                }

                return result;
            case var other:
                throw new ArgumentException($"'{schema.Subject}' is a {other.Data.DataType.Name}; only keys and texts spread rows.", nameof(batch));
        }
    }
}
