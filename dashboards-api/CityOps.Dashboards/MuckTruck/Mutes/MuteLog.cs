using System.Text;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>Writes mutes to their topic, durably, and to this process's register. The rules take them from the topic.</summary>
internal sealed class MuteLog(IEventLog log, MuteRegister register, IOptions<EventLogOptions> options)
{
    private static readonly ContractSchema Schema = ContractReader.Read<DeviceMute>();
    private static readonly IReadOnlyList<LogHeader> Headers = [new(LogHeaders.ContentType, LogHeaders.Json), new(LogHeaders.Rows, "1")];

    public static string Topic => Schema.Topic;

    public ValueTask<TopicDescription> PrepareAsync(CancellationToken cancellationToken) => log.EnsureTopicAsync(Topic, options.Value.Partitions, cancellationToken);

    public async Task WriteAsync(DeviceMute mute, CancellationToken cancellationToken)
    {
        var topic = await PrepareAsync(cancellationToken);
        var key = Encoding.UTF8.GetBytes(mute.DeviceId);
        using var row = RowBatch.From([mute]);
        await log.AppendAsync(
            Topic, [new LogAppend(Partitioner.PartitionOf(key, topic.Partitions), key, ContractEncoders.Encode(WireFormat.JsonLines, Schema, row), Headers)], cancellationToken);
        register.Put(mute);
    }
}
