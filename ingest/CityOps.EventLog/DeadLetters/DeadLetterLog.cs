using System.Diagnostics.Metrics;
using System.Text;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using Microsoft.Extensions.Options;

namespace CityOps.EventLog.DeadLetters;

/// <summary>
/// The one way onto the dead-letter topics, whoever refused: all letters of an origin lie in one partition, in their order, so that of two
/// with one key the later one stands. It seals nothing: letters come sealed.
/// </summary>
public sealed class DeadLetterLog
{
    private const string Suffix = ".dead";
    private const int LettersPerAppend = 1_024;

    // What a letter holds beside its payload: key, reason, names.
    private const int RoomForTheRest = 16 * 1024;

    private static readonly ContractSchema Schema = ContractReader.Read<DeadLetter>();
    private static readonly LogHeader[] Headers = [new(LogHeaders.ContentType, LogHeaders.Json), new(LogHeaders.Rows, "1")];

    private readonly IEventLog _log;
    private readonly EventLogOptions _options;
    private readonly Counter<long> _letters;

    public DeadLetterLog(IEventLog log, IOptions<EventLogOptions> options, IMeterFactory meters)
    {
        _log = log;
        _options = options.Value;
        _letters = meters.Create("CityOps.EventLog").CreateCounter<long>(
            "cityops.dead_letters", "{letter}", "Rows and messages put aside, by topic, field at fault and cause.");
    }

    /// <summary>The dead-letter topic beside a topic. What is wrong with a dead letter itself stays on its own topic.</summary>
    public static string TopicOf(string topic) => topic.EndsWith(Suffix, StringComparison.Ordinal) ? topic : topic + Suffix;

    /// <summary>Cuts a payload that, sealed and in Base64, would not fit into a message of the log; the letter then says so.</summary>
    public (DeadLetter Letter, ReadOnlyMemory<byte> Payload) Fit(DeadLetter letter, ReadOnlyMemory<byte> payload)
    {
        var most = Math.Max(0, _options.MaxMessageBytes - RoomForTheRest) / 4 * 3;
        return payload.Length <= most
            ? (letter, payload)
            : ((letter with { ContentType = null }).Adding($"the first {most} of {payload.Length} bytes are kept"), payload[..most]);
    }

    /// <summary>Appends letters that were meant for one topic; they are durable when this returns.</summary>
    /// <returns>One past the last offset appended, by partition.</returns>
    public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AppendAsync(
        string topic, DeadLetterCause cause, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        var dead = TopicOf(topic);
        var description = await _log.EnsureTopicAsync(dead, _options.Partitions, cancellationToken);
        var ends = new Dictionary<TopicPartition, long>();

        // In slices, so that a file that is wrong from end to end does not become one append of many times its size.
        foreach (var slice in letters.Chunk(LettersPerAppend))
        {
            LogAppend[] records = [.. slice.Select(letter => RecordOf(letter, description.Partitions))];
            var offsets = await _log.BoundAsync(dead, records, await _log.AppendAsync(dead, records, cancellationToken), cancellationToken);
            for (var i = 0; i < offsets.Length; i++)
            {
                var partition = new TopicPartition(dead, records[i].Partition);
                ends[partition] = Math.Max(ends.GetValueOrDefault(partition), offsets[i] + 1);
            }

            Count(topic, cause, slice);
        }

        return ends;
    }

    private static LogAppend RecordOf(DeadLetter letter, int partitions)
    {
        var origin = Encoding.UTF8.GetBytes(letter.Origin);
        using var row = RowBatch.From([letter with { FirstAt = letter.FirstAt ?? letter.At }]);
        return new LogAppend(Partitioner.PartitionOf(origin, partitions), origin, ContractEncoders.Encode(WireFormat.JsonLines, Schema, row), Headers);
    }

    private void Count(string topic, DeadLetterCause cause, IReadOnlyList<DeadLetter> letters)
    {
        foreach (var (field, count) in letters.CountBy(letter => letter.Field ?? "", StringComparer.Ordinal))
        {
            _letters.Add(count, new("topic", topic), new("field", field), new("reason", ContractReader.WordOf(cause)));
        }
    }
}
