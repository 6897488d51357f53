using CityOps.EventLog;

namespace CityOps.Ingest.Bridge;

/// <summary>
/// Keeps how far each partition of a bridged topic has been taken in, apart from both logs. Each call is one durable write. Whoever takes a partition over
/// fences earlier owners.
/// </summary>
public interface IBridgeProgress
{
    /// <param name="logId">Which log the offsets belong to; the first takeover records it.</param>
    /// <param name="earliest">Where the first takeover starts.</param>
    ValueTask<BridgePosition> TakeOverAsync(string group, TopicPartition partition, string logId, long earliest, CancellationToken cancellationToken);

    /// <summary>Records, before the first of its rows is appended, that everything up to <paramref name="to"/> is about to be.</summary>
    /// <param name="plan">What finds out later how much of it was.</param>
    /// <returns>False where another owner has taken over: nothing was written, and nothing may be appended.</returns>
    ValueTask<bool> BeginAsync(BridgeOwner owner, long to, ReadOnlyMemory<byte> plan, CancellationToken cancellationToken);

    /// <summary>Records that everything before <paramref name="next"/> is in the log.</summary>
    /// <returns>False where another owner has taken over.</returns>
    ValueTask<bool> AdvanceAsync(BridgeOwner owner, long next, CancellationToken cancellationToken);
}

/// <summary>The right to write the progress of one partition, until somebody else takes over.</summary>
public sealed record BridgeOwner(string Group, TopicPartition Partition, long Epoch);

/// <param name="LogId">The log that the offsets belong to.</param>
/// <param name="Next">Everything before it is in the log.</param>
/// <param name="Begun">What was begun and not finished, or null.</param>
public sealed record BridgePosition(BridgeOwner Owner, string LogId, long Next, BegunRange? Begun);

/// <param name="To">One past the last offset of it.</param>
public sealed record BegunRange(long To, ReadOnlyMemory<byte> Plan);
