namespace CityOps.Host.Replay;

/// <summary>What a replay has done so far.</summary>
internal sealed class ReplayCounts
{
    private readonly Dictionary<(string Field, string Reason), Refusal> _refusals = [];

    public long Accepted { get; set; }

    public long Rejected { get; set; }

    /// <summary>Rejected rows whose cause the gateway told; of a body with very many it tells the first ones only.</summary>
    public long Explained { get; private set; }

    /// <summary>Each cause once, the most frequent first.</summary>
    public IReadOnlyList<Refusal> Refusals => [.. _refusals.Values.OrderByDescending(r => r.Rows).ThenBy(r => r.FirstRow)];

    /// <summary>Where the rows went: the end offset to wait for, by topic and partition.</summary>
    public Dictionary<string, long> EndOffsets { get; } = new(StringComparer.Ordinal);

    public void Refused(long row, string field, string reason)
    {
        Explained++;
        var known = _refusals.GetValueOrDefault((field, reason)) ?? new Refusal(field, reason, 0, row);
        _refusals[(field, reason)] = known with { Rows = known.Rows + 1, FirstRow = Math.Min(known.FirstRow, row) };
    }

    /// <summary>Nothing is waited for that went to this topic.</summary>
    public void ForgetTopic(string topic)
    {
        foreach (var key in EndOffsets.Keys.Where(key => key.StartsWith(topic + "/", StringComparison.Ordinal)).ToList())
        {
            EndOffsets.Remove(key);
        }
    }
}

/// <summary>Why rows were refused, in the gateway's words.</summary>
/// <param name="Field">The column at fault, or empty where the row as a whole cannot be read.</param>
/// <param name="Rows">How many rows it refused, as far as the gateway told.</param>
internal sealed record Refusal(string Field, string Reason, long Rows, long FirstRow);
