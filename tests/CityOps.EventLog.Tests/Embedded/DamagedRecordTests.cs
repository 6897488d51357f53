using CityOps.EventLog.Embedded;
using CityOps.EventLog.Tests.Contract;
using RocksDbSharp;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>A record that the disk has changed.</summary>
public sealed class DamagedRecordTests
{
    private const string Topic = "cityops.some.v1";
    private static readonly TopicPartition Damaged = new(Topic, 0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_lies_before_it_is_read_and_the_other_partitions_go_on_once_it_is_paused()
    {
        using var folder = new TestFolder();
        await AppendAsync(folder, Some.Record("a0"), Some.Record("a1"), Some.Record("a2"), Some.Record("b0", 1));
        Damage(folder.Path, partition: 0, offset: 1);
        await using var log = folder.Open();
        await using var consumer = log.Subscribe("group", [Topic], new RecordingListener(), ConsumerLimits.Default);

        var before = new[] { await ReadAsync(consumer), await ReadAsync(consumer) };
        var error = await Assert.ThrowsAsync<PartitionReadException>(() => ReadAsync(consumer));
        consumer.Pause(error.Partition);
        await log.AppendAsync(Topic, [Some.Record("b1", 1)], Cancel);

        Assert.Equal(["a0", "b0"], before.Order(StringComparer.Ordinal));
        Assert.Equal(Damaged, error.Partition);
        Assert.Equal("cityops.some.v1[0] cannot be read: The record at offset 1 is damaged: restore the log from a backup.", error.Message);
        Assert.Equal("b1", await ReadAsync(consumer));
    }

    [Fact]
    public async Task It_is_told_again_at_each_read_until_it_is_paused()
    {
        using var folder = new TestFolder();
        await AppendAsync(folder, Some.Record("a0"));
        Damage(folder.Path, partition: 0, offset: 0);
        await using var log = folder.Open();
        await using var consumer = log.Subscribe("group", [Topic], new RecordingListener(), ConsumerLimits.Default);

        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(Damaged, (await Assert.ThrowsAsync<PartitionReadException>(() => ReadAsync(consumer))).Partition);
        }

        consumer.Pause(Damaged);
        Assert.Null(await consumer.ReadAsync(TimeSpan.FromMilliseconds(1), Cancel));
    }

    private static async Task AppendAsync(TestFolder folder, params LogAppend[] records)
    {
        await using var log = folder.Open();
        await log.EnsureTopicAsync(Topic, 2, Cancel);
        await log.AppendAsync(Topic, records, Cancel);
    }

    // The only topic of the folder has the number 1.
    private static void Damage(string folder, int partition, long offset)
    {
        using var db = RocksDb.Open(new DbOptions(), Path.Combine(folder, "store"));
        var key = LogKeys.Record(topic: 1, partition, offset);
        var record = db.Get(key);
        record[^1] ^= 1;
        db.Put(key, record);
    }

    private static async Task<string> ReadAsync(ILogConsumer consumer) =>
        Assert.Single((await consumer.ReadAsync(TimeSpan.FromSeconds(30), Cancel))!.Records).Text();
}
