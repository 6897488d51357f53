using CityOps.Contracts.Codecs;
using CityOps.EventLog;

namespace CityOps.Ingest.Appending;

/// <summary>What one upload left in the log so far. All of it is durable. Not thread-safe.</summary>
/// <param name="maxShown">How many rejected rows are kept to be shown.</param>
public sealed class AppendReceipt(int maxShown = 100)
{
    private readonly List<RejectedRow> _shown = [];
    private readonly Dictionary<TopicPartition, long> _ends = [];

    /// <summary>Rows appended.</summary>
    public long Accepted { get; private set; }

    /// <summary>Rows dead-lettered.</summary>
    public long Rejected { get; private set; }

    /// <summary>The first rejected rows. They hold the sender's values: for the sender's eyes, never for a log.</summary>
    public IReadOnlyList<RejectedRow> Shown => _shown;

    /// <summary>One past the last offset appended, by partition: everything has landed once the consumers' positions reach these.</summary>
    public IReadOnlyDictionary<TopicPartition, long> Ends => _ends;

    internal void AddAccepted(long rows) => Accepted += rows;

    internal void AddRejected(IReadOnlyList<RejectedRow> rows)
    {
        Rejected += rows.Count;
        _shown.AddRange(rows.Take(maxShown - _shown.Count));
    }

    internal void AddEnds(IReadOnlyDictionary<TopicPartition, long> ends)
    {
        foreach (var (partition, end) in ends)
        {
            _ends[partition] = Math.Max(_ends.GetValueOrDefault(partition), end);
        }
    }

    internal void AddOffsets(string topic, IReadOnlyList<LogAppend> records, long[] offsets)
    {
        for (var i = 0; i < offsets.Length; i++)
        {
            var partition = new TopicPartition(topic, records[i].Partition);
            _ends[partition] = Math.Max(_ends.GetValueOrDefault(partition), offsets[i] + 1);
        }
    }
}
