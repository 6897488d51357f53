using CityOps.EventLog.Tests.Contract;

namespace CityOps.EventLog.Tests.Embedded;

public sealed class EmbeddedContractTests : EventLogContract
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Truncation_moves_the_earliest_offset_for_good()
    {
        var topic = await NewTopicAsync();
        var partition = new TopicPartition(topic, 0);
        await Log.AppendAsync(topic, Some.Records(10), Cancel);
        await Log.TruncateAsync(partition, 4, Cancel);
        await Log.TruncateAsync(partition, 2, Cancel);
        await ReopenAsync();
        Assert.Equal(new LogOffsets(4, 10), await Log.OffsetsAsync(partition, Cancel));
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        Assert.Equal("r4", (await ReadAsync(consumer, 6))[0].Record.Text());

        await Log.TruncateAsync(partition, 100, Cancel);
        await ReopenAsync();
        Assert.Equal(new LogOffsets(10, 10), await Log.OffsetsAsync(partition, Cancel));
        Assert.Equal(10, Assert.Single(await Log.AppendAsync(topic, [Some.Record("next")], Cancel)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IEventLog> OpenAsync() => ValueTask.FromResult<IEventLog>(_folder.Open());
}
