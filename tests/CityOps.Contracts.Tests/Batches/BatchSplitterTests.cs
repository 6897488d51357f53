using CityOps.Contracts.Batches;
using FsCheck.Xunit;

namespace CityOps.Contracts.Tests.Batches;

public sealed class BatchSplitterTests
{
    [Property(MaxTest = 30)]
    public void Splitting_loses_and_doubles_no_row_and_keeps_their_order(int seed)
    {
        foreach (var schema in Some.Catalog.All.Select(schema => schema.Keyed))
        {
            using var batch = Some.Batch(schema, seed, rows: 40);
            var parts = BatchSplitter.Split(batch, schema, partitions: 4, messageBytes: 2_000);
            var partitions = Partitioner.PartitionsOf(batch, schema, 4);
            foreach (var partition in Enumerable.Range(0, 4))
            {
                var rows = Enumerable.Range(0, 40).Where(row => partitions[row] == partition).ToArray();
                var expected = Some.AsLines(schema, BatchSplitter.Take(batch, rows));
                Assert.Equal(expected, string.Concat(parts.Where(part => part.Partition == partition).Select(part => Some.AsLines(schema, part.Rows))));
            }
        }
    }

    [Fact]
    public void A_subject_always_lies_in_the_partition_it_has_always_had()
    {
        // Part of the stored log: these values must never change.
        Assert.Equal(3, Partitioner.PartitionOf(7UL, 4));
        Assert.Equal(Partitioner.PartitionOf("沪A12345", 4), Partitioner.PartitionOf("沪A12345"u8, 4));
        Assert.Equal(3, Partitioner.PartitionOf("truck-1", 4));
    }

    [Fact]
    public void A_message_holds_about_as_many_bytes_as_it_may()
    {
        using var batch = RowBatch.From(Enumerable.Range(0, 1_000).Select(index => Some.Reading(index) with { MeterId = "one" }));
        var parts = BatchSplitter.Split(batch, Some.Readings, partitions: 4, messageBytes: 10_000);
        Assert.Equal(1_000, parts.Sum(part => part.Rows.Length));
        Assert.Single(parts.Select(part => part.Partition).Distinct());
        Assert.InRange(parts.Count, 5, 10);
    }

    [Fact]
    public void A_slice_of_a_batch_splits_like_the_batch()
    {
        using var batch = Some.Batch(Some.Readings, seed: 4, rows: 30);
        var slice = batch.Slice(10, 15);
        var copy = BatchSplitter.Take(batch, [.. Enumerable.Range(10, 15)]);
        Assert.Equal(Some.AsLines(Some.Readings, copy), Some.AsLines(Some.Readings, BatchSplitter.Take(slice, [.. Enumerable.Range(0, 15)])));
    }
}
