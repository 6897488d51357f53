using CityOps.Contracts.Events;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>The dead letters that have landed: to look through, to open, to send again. Who may do what is the caller's to check and to audit.</summary>
public interface IDeadLetterBook
{
    /// <summary>Letters, the latest first.</summary>
    Task<IReadOnlyList<DeadLetterEntry>> ListAsync(DeadLetterFilter filter, DeadLetterCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>How many there are by topic, field, code and reason; the most frequent first, at most 100.</summary>
    Task<IReadOnlyList<DeadLetterCount>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken);

    /// <summary>One letter with its sealed payload, or null where none has that id.</summary>
    Task<(DeadLetterEntry Entry, DeadLetter Letter)?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Decodes a letter's payload again and appends it where it was refused. Sending one again that was sent before changes nothing; one that
    /// is refused again stays the same letter, with the new reason and one attempt more.
    /// </summary>
    /// <param name="by">Who sends it; kept with the letter.</param>
    /// <param name="note">Why, such as what was mended; may be empty. Kept with the letter.</param>
    Task<RequeueOutcome> RequeueAsync(string id, string by, string note, CancellationToken cancellationToken);
}

/// <param name="Topic">Exactly, or empty for all.</param>
/// <param name="Field">Exactly, or empty for all.</param>
/// <param name="Reason">A code, or a part of the reason in any case; or empty for all.</param>
/// <param name="OpenOnly">Only those that were not sent again.</param>
public sealed record DeadLetterFilter(string Topic = "", string Field = "", string Reason = "", DateTimeOffset? Since = null, bool OpenOnly = false);

/// <summary>Where a page ends: the next one goes on before it.</summary>
public sealed record DeadLetterCursor(DateTimeOffset At, string Id);

/// <summary>What may be shown of a letter without opening it.</summary>
/// <param name="Code">Why, from a closed list; null on letters that are older than the list.</param>
/// <param name="Detail">What varies from one refusal to the next.</param>
/// <param name="FirstAt">When it was refused the first time.</param>
/// <param name="At">When it was refused, the last time.</param>
/// <param name="Attempts">How often it was refused: 1, and 1 more whenever it was sent again and refused again.</param>
/// <param name="ContentType">The payload's media type as it came; null where the payload was not kept whole.</param>
/// <param name="RequeuedAt">When it was sent again; null while it is open.</param>
/// <param name="RequeuedNote">Why, in the words of whoever sent it; null where none were given.</param>
public sealed record DeadLetterEntry(
    string Id,
    string Topic,
    string Origin,
    long Row,
    string? Field,
    string? Code,
    string Reason,
    string? Detail,
    DateTimeOffset FirstAt,
    DateTimeOffset At,
    long Attempts,
    string? ContentType,
    DateTimeOffset? RequeuedAt,
    string? RequeuedBy,
    string? RequeuedNote = null)
{
    /// <summary>Whether the whole payload was kept; if not, it cannot be sent again.</summary>
    public bool IsWhole => ContentType is not null;
}

/// <param name="Open">Those of them that were not sent again.</param>
/// <param name="LastAt">When the last one was refused.</param>
public sealed record DeadLetterCount(string Topic, string? Field, string? Code, string Reason, long Letters, long Open, DateTimeOffset LastAt);

public enum RequeueResult
{
    /// <summary>Its rows are on the log again.</summary>
    Requeued,

    /// <summary>It was sent again before; nothing was done.</summary>
    AlreadyRequeued,

    /// <summary>It was refused again and stays a dead letter, with the new reason.</summary>
    RefusedAgain,

    /// <summary>Only the beginning of it was kept: the sender has to send it again.</summary>
    NotWhole,

    /// <summary>No dead letter has this id.</summary>
    Unknown,
}

/// <param name="Reason">Why it was refused again; null otherwise.</param>
/// <param name="Detail">What varies of that.</param>
public sealed record RequeueOutcome(string Id, RequeueResult Result, string? Field = null, string? Reason = null, string? Detail = null);
