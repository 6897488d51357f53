using CityOps.EventLog.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>The instants that records are given: topics are merged by them.</summary>
public sealed class InstantTests
{
    private const string Topic = "cityops.instants.v1";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Records_of_later_appends_are_later_also_over_a_restart_with_a_clock_that_was_set_back()
    {
        using var folder = new TestFolder();
        await using (var log = folder.Open(time: new FakeTimeProvider(Noon)))
        {
            await log.EnsureTopicAsync(Topic, 2, CancellationToken.None);
            await AppendAsync(log, 0);
            await AppendAsync(log, 1);
        }

        await using var later = folder.Open(time: new FakeTimeProvider(Noon.AddSeconds(-20)));
        await AppendAsync(later, 0);
        await AppendAsync(later, 1);

        var instants = (await ReadAsync(later, 4)).OrderBy(r => r.Order).Select(r => r.Record.AppendedAt).ToList();
        Assert.Equal([Noon, Noon.AddMilliseconds(1), Noon.AddMilliseconds(2), Noon.AddMilliseconds(3)], instants);
    }

    [Fact]
    public void A_clock_that_was_set_back_far_is_followed()
    {
        var time = new FakeTimeProvider(Noon);
        var instants = new CommitInstants(time, Noon.AddYears(1).ToUnixTimeMilliseconds(), NullLogger.Instance);

        Assert.Equal(Noon.ToUnixTimeMilliseconds(), instants.Next());
        Assert.Equal(Noon.ToUnixTimeMilliseconds() + 1, instants.Next());
    }

    private static async Task AppendAsync(EmbeddedEventLog log, int partition) =>
        await log.AppendAsync(Topic, [new LogAppend(partition, default, new byte[1], [])], CancellationToken.None);

    // By rounds of the two partitions.
    private static async Task<List<(long Order, LogRecord Record)>> ReadAsync(EmbeddedEventLog log, int count)
    {
        var read = new List<(long, LogRecord)>();
        await using var consumer = log.ReadAll([Topic], new FromStart(), ConsumerLimits.Default);
        while (read.Count < count)
        {
            if (await consumer.ReadAsync(TimeSpan.FromSeconds(1), CancellationToken.None) is { } batch)
            {
                read.AddRange(batch.Records.Select(record => ((record.Offset * 2) + batch.Partition.Partition, record)));
            }
        }

        return read;
    }

    private sealed class FromStart : IAssignmentListener
    {
        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>());

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;
    }
}
