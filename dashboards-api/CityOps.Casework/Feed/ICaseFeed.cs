using CityOps.Casework.Domain;

namespace CityOps.Casework.Feed;

/// <summary>Tells subscribers of this process what changes in cases, as it happens; for server-sent events.</summary>
public interface ICaseFeed
{
    /// <summary>
    /// The changes after <paramref name="lastId"/> (null: from now on), then each as it happens, in the order of their ids. A subscriber who falls
    /// too far behind gets one item with <see cref="CaseFeedItem.Resync"/>, which ends the stream: read the list anew and subscribe again.
    /// </summary>
    IAsyncEnumerable<CaseFeedItem> SubscribeAsync(long? lastId, CancellationToken cancellationToken);
}

/// <param name="Id">Rises with each event of any case and survives restarts; for Last-Event-ID.</param>
/// <param name="Change">Null exactly where <paramref name="Resync"/> is set.</param>
public sealed record CaseFeedItem(long Id, bool Resync, CaseChange? Change);

/// <param name="Kind">The event's kind, such as <c>filed</c>.</param>
/// <param name="Stage">Where the case stood after the event.</param>
/// <param name="Score">The case's score when the change was read.</param>
public sealed record CaseChange(
    string CaseId, long Sequence, string Scenario, string Kind, CaseStage Stage, string? Town, double Score, DateTimeOffset At);
