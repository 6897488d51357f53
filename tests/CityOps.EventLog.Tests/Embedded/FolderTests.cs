using System.Text;
using CityOps.EventLog.Embedded;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>What the folder of an embedded log may look like when it is opened.</summary>
public sealed class FolderTests
{
    private const string Topic = "cityops.some.v1";

    [Fact]
    public async Task A_folder_in_use_is_refused_with_the_way_out()
    {
        using var folder = new TestFolder();
        await using var log = folder.Open();
        var error = Assert.Throws<EventLogException>(() => folder.Open());
        Assert.Contains("in use", error.Message, StringComparison.Ordinal);
        Assert.Contains("CityOps:DataFolder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_tail_renews_the_log_id_and_what_is_left_can_be_read()
    {
        using var folder = new TestFolder();
        var before = await WriteAsync(folder, 20);
        var journal = Directory.GetFiles(Path.Combine(folder.Path, "store"), "*.log").Select(f => new FileInfo(f)).OrderByDescending(f => f.Length).First();
        await using (var file = journal.OpenWrite())
        {
            file.SetLength(file.Length * 2 / 3);
        }

        TopicDescription after;
        await using (var log = folder.Open())
        {
            after = (await log.DescribeAsync(Topic, CancellationToken.None))!;
            Assert.NotEqual(before.LogId, after.LogId);
            var end = (await log.OffsetsAsync(new TopicPartition(Topic, 0), CancellationToken.None)).End;
            Assert.InRange(end, 1, 19);
            Assert.Equal(end, Assert.Single(await log.AppendAsync(Topic, [Some.Record("next")], CancellationToken.None)));
        }

        await using var again = folder.Open();
        Assert.Equal(after.LogId, (await again.DescribeAsync(Topic, CancellationToken.None))!.LogId);
    }

    [Fact]
    public void A_record_with_a_flipped_bit_is_refused_not_read()
    {
        var record = Some.Record("a reading");
        var stored = new byte[RecordCodec.LengthOf(record)];
        RecordCodec.Write(stored, record, appendedAtMs: 1);
        for (var bit = 8; bit < stored.Length * 8; bit++)
        {
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<EventLogException>(() => RecordCodec.Read(7, stored, new byte[stored.Length]));
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(record.Value.ToArray(), RecordCodec.Read(7, stored, new byte[stored.Length]).Value.ToArray());
    }

    [Fact]
    public async Task A_folder_without_its_high_water_file_opens_as_it_is()
    {
        using var folder = new TestFolder();
        var before = await WriteAsync(folder, 3);
        File.Delete(Path.Combine(folder.Path, "high-water"));
        await using var log = folder.Open();
        Assert.Equal(before, await log.DescribeAsync(Topic, CancellationToken.None));
    }

    [Fact]
    public async Task A_torn_high_water_slot_says_nothing()
    {
        using var folder = new TestFolder();
        var before = await WriteAsync(folder, 3);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "high-water"), Encoding.ASCII.GetBytes(new string('z', 61)));
        await using var log = folder.Open();
        Assert.Equal(before, await log.DescribeAsync(Topic, CancellationToken.None));
        Assert.Equal(3, Assert.Single(await log.AppendAsync(Topic, [Some.Record("next")], CancellationToken.None)));
    }

    [Fact]
    public async Task An_append_after_closing_is_an_error()
    {
        using var folder = new TestFolder();
        var log = folder.Open();
        await log.EnsureTopicAsync(Topic, 1, CancellationToken.None);
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(Topic, [Some.Record("a")], CancellationToken.None));
    }

    private static async Task<TopicDescription> WriteAsync(TestFolder folder, int records)
    {
        await using var log = folder.Open();
        var description = await log.EnsureTopicAsync(Topic, 1, CancellationToken.None);
        for (var i = 0; i < records; i++)
        {
            await log.AppendAsync(Topic, [Some.Bytes(500)], CancellationToken.None);
        }

        return description;
    }
}
