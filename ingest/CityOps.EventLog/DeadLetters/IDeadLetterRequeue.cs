using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;

namespace CityOps.EventLog.DeadLetters;

/// <summary>Sends dead letters of one kind of origin again: the border's by the border, those of a topic by their topic.</summary>
public interface IDeadLetterRequeue
{
    bool Takes(DeadLetter letter);

    /// <summary>Decodes the payload anew and appends its rows; they are durable when this returns null.</summary>
    /// <param name="payload">The opened payload, whole.</param>
    /// <returns>Why it is refused again, or null.</returns>
    ValueTask<RequeueRefusal?> TryAppendAsync(DeadLetter letter, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}

/// <param name="Field">The column at fault, or null.</param>
public sealed record RequeueRefusal(DeadLetterCause Cause, string? Field, Refusal Refusal);
