using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs;

/// <summary>
/// The body as a whole cannot be read (no header, not Arrow, truncated): nothing after this point was decoded. Its message is for the sender and may quote
/// what was sent; what a dead letter may say in clear is the <see cref="Refusal"/>.
/// </summary>
public sealed class UndecodableBodyException : Exception
{
    /// <param name="reason">The same for each body that fails so, and without any of its content.</param>
    public UndecodableBodyException(string reason, Exception? inner = null)
        : this(new Refusal(RefusalCode.UnreadableMessage, reason), told: null, inner)
    {
    }

    /// <param name="told">What the sender is told where that is more than the refusal says.</param>
    public UndecodableBodyException(Refusal refusal, string? told = null, Exception? inner = null)
        : base(told ?? refusal.ToString(), inner) => Refusal = refusal;

    public Refusal Refusal { get; }

    /// <summary>The reader's own words may quote the stream; its kind of failure does not.</summary>
    internal static UndecodableBodyException OfArrow(Exception error) => new(
        new Refusal(RefusalCode.UnreadableMessage, "The Arrow stream contradicts itself.", error.GetType().Name), told: $"The Arrow stream contradicts itself: {error.Message}", error);
}
