using System.Globalization;
using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;

namespace CityOps.Host.Bench.Crash;

/// <summary>How far one group has to come in one partition before a run may be counted.</summary>
/// <param name="End">One past the last offset that was acknowledged.</param>
internal sealed record CrashGoal(string Group, TopicPartition Partition, long End)
{
    /// <summary>The goals of every group.</summary>
    /// <param name="ends">End offsets by <c>topic/partition</c>; of several the furthest counts.</param>
    public static IReadOnlyList<CrashGoal> Of(IEnumerable<KeyValuePair<string, long>> ends, CrashGroups groups) =>
    [
        .. from furthest in ends.GroupBy(end => end.Key, end => end.Value, StringComparer.Ordinal)
           let partition = PartitionOf(furthest.Key)
           from name in groups.Of(partition.Topic)
           select new CrashGoal(name, partition, furthest.Max()),
    ];

    /// <summary>Those that are not reached, with where the group stands: null where it has no checkpoint.</summary>
    public static IReadOnlyList<(CrashGoal Goal, long? Stands)> Behind(IEnumerable<CrashGoal> goals, IEnumerable<CheckpointSummary> checkpoints)
    {
        var done = checkpoints.ToDictionary(c => (c.Group, c.Partition), c => c.NextOffset);
        return
        [
            .. goals.Select(goal => (goal, Stands: done.TryGetValue((goal.Group, goal.Partition), out var at) ? at : (long?)null))
                .Where(found => found.Stands is not { } at || at < found.goal.End),
        ];
    }

    private static TopicPartition PartitionOf(string key)
    {
        var slash = key.LastIndexOf('/');
        return new TopicPartition(key[..slash], int.Parse(key.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }
}
