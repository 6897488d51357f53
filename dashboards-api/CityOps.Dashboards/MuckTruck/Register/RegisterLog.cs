using System.Text;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.MuckTruck.Register;

/// <summary>Writes a row of a reference contract to its topic, as a gateway would: landing and the rules take it from there. Nothing of these contracts is protected.</summary>
internal sealed class RegisterLog(IEventLog log, IOptions<EventLogOptions> options)
{
    private static readonly IReadOnlyList<LogHeader> Headers = [new(LogHeaders.ContentType, LogHeaders.Json), new(LogHeaders.Rows, "1")];

    public async Task WriteAsync<TRow>(TRow row, string subject, CancellationToken cancellationToken)
        where TRow : class
    {
        var schema = ContractReader.Read<TRow>();
        var topic = await log.EnsureTopicAsync(schema.Topic, options.Value.Partitions, cancellationToken);
        var key = Encoding.UTF8.GetBytes(subject);
        using var batch = RowBatch.From([row]);
        await log.AppendAsync(
            schema.Topic, [new LogAppend(Partitioner.PartitionOf(key, topic.Partitions), key, ContractEncoders.Encode(WireFormat.JsonLines, schema, batch), Headers)], cancellationToken);
    }
}
