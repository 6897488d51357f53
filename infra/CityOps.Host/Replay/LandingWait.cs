using CityOps.Host.Commands;

namespace CityOps.Host.Replay;

/// <param name="NextOffset">Everything before it is landed.</param>
/// <param name="State">running, retrying, slow, stopped or elsewhere.</param>
/// <param name="Reason">Why it is none of the first.</param>
internal sealed record PartitionProgress(string Topic, int Partition, long NextOffset, string State, string? Reason)
{
    public string Key => $"{Topic}/{Partition}";
}

/// <summary>What a replay waits for: only partitions that its own rows went to, up to where they went.</summary>
internal static class LandingWait
{
    /// <summary>Messages of ours that are not landed.</summary>
    /// <param name="ends">One past our last message, by topic and partition.</param>
    /// <exception cref="CommandException">One of the partitions stands still.</exception>
    public static long MessagesIn(IReadOnlyList<PartitionProgress> partitions, IReadOnlyDictionary<string, long> ends)
    {
        var ours = Waiting(partitions, ends);
        if (ours.Find(p => p.State is "stopped") is { } stopped)
        {
            throw new CommandException(
                $"landing stands still on {stopped.Topic}, partition {stopped.Partition}: {stopped.Reason?.TrimEnd('.')}. What was sent is safe in the log; 'cityops status' shows more.", exitCode: 1);
        }

        var landed = partitions.ToDictionary(p => p.Key, p => p.NextOffset, StringComparer.Ordinal);
        return ends.Sum(sent => Math.Max(0, sent.Value - landed.GetValueOrDefault(sent.Key)));
    }

    /// <summary>Why nothing moves on one of them; null where all run.</summary>
    public static string? WhyIn(IReadOnlyList<PartitionProgress> partitions, IReadOnlyDictionary<string, long> ends) =>
        Waiting(partitions, ends).Find(p => p.State is "retrying" && p.Reason is not null) is { } held
            ? $"landing of {held.Topic} tries again: {held.Reason!.TrimEnd('.')}"
            : null;

    private static List<PartitionProgress> Waiting(IReadOnlyList<PartitionProgress> partitions, IReadOnlyDictionary<string, long> ends) =>
        [.. partitions.Where(p => ends.TryGetValue(p.Key, out var end) && p.NextOffset < end)];
}
