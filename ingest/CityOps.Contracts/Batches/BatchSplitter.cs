using Apache.Arrow;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Batches;

/// <summary>Some rows of one partition, few enough for one message.</summary>
public sealed record PartitionRows(int Partition, RecordBatch Rows);

/// <summary>Gathers the rows of a batch by partition, in their order, into batches that fit a message each.</summary>
public static class BatchSplitter
{
    /// <summary>What a log message holds at most, roughly.</summary>
    public const int DefaultMessageBytes = 512 * 1024;

    /// <summary>Splits by the schema's subject.</summary>
    /// <param name="messageBytes">The most bytes of columns in one batch; a single row may be larger.</param>
    public static IReadOnlyList<PartitionRows> Split(RecordBatch batch, ContractSchema schema, int partitions, int messageBytes = DefaultMessageBytes)
    {
        var rows = RowsByPartition(Partitioner.PartitionsOf(batch, schema, partitions), partitions);
        var sizes = RowBytes(batch);
        var parts = new List<PartitionRows>();
        for (var partition = 0; partition < partitions; partition++)
        {
            for (var rest = rows[partition].AsSpan(); !rest.IsEmpty;)
            {
                var count = CountThatFits(rest, sizes, messageBytes);
                parts.Add(new PartitionRows(partition, Take(batch, rest[..count])));
                rest = rest[count..];
            }
        }

        return parts;
    }

    /// <summary>A new batch of the rows at these places, in this order.</summary>
    public static RecordBatch Take(RecordBatch batch, ReadOnlySpan<int> rows)
    {
        var columns = new IArrowArray[batch.ColumnCount];
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = ColumnTake.Take(batch.Column(column), rows);
        }

        return new RecordBatch(batch.Schema, columns, rows.Length);
    }

    private static int[][] RowsByPartition(int[] partitionOf, int partitions)
    {
        var counts = new int[partitions];
        foreach (var partition in partitionOf)
        {
            counts[partition]++;
        }

        var rows = new int[partitions][];
        for (var partition = 0; partition < partitions; partition++)
        {
            rows[partition] = new int[counts[partition]];
            counts[partition] = 0;
        }

        for (var row = 0; row < partitionOf.Length; row++)
        {
            var partition = partitionOf[row];
            rows[partition][counts[partition]++] = row;
        }

        return rows;
    }

    private static int CountThatFits(ReadOnlySpan<int> rows, int[] sizes, int messageBytes)
    {
        long bytes = 0;
        for (var index = 0; index < rows.Length; index++)
        {
            bytes += sizes[rows[index]];
            if (bytes > messageBytes && index > 0)
            {
                return index;
            }
        }

        return rows.Length;
    }

    private static int[] RowBytes(RecordBatch batch)
    {
        var sizes = new int[batch.Length];
        foreach (var column in batch.Arrays)
        {
            var texts = column as StringArray;
            for (var row = 0; row < sizes.Length; row++)
            {
                sizes[row] += texts is null ? sizeof(long) : sizeof(int) + texts.GetValueLength(row);
            }
        }

        return sizes;
    }
}
