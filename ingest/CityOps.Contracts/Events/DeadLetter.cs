using System.Security.Cryptography;
using System.Text;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Events;

/// <summary>
/// What could not be accepted or landed, on the topic <c>&lt;topic&gt;.dead</c> of the topic it was meant for: one JSON object a
/// message. Its key is (topic, origin, row), so that writing it twice is writing it once.
/// </summary>
/// <param name="Topic">The topic the rows were meant for, such as <c>cityops.meter-readings.v1</c>.</param>
/// <param name="Origin">
/// Where they came from: <c>topic[partition]@offset</c>, or at the border <c>upload:id/content</c> (<c>upload:content</c> where the sender named no upload),
/// whose content is a keyed digest of the row. The same at each attempt.
/// </param>
/// <param name="Row">The 1-based row within its message or upload; 0 where the whole of it cannot be read.</param>
/// <param name="Field">The column at fault, or empty.</param>
/// <param name="Reason">What is wrong and what would be right: one text for a <paramref name="Code"/> and a field.</param>
/// <param name="SealedPayload">Base64 of the payload under <c>IPayloadSeal</c>, with <see cref="AssociatedData"/>.</param>
/// <param name="At">When it was refused, the last time.</param>
/// <param name="ContentType">The payload's media type; empty where only the beginning of it was kept, which cannot be sent again.</param>
/// <param name="Code">Why, from a closed list; empty on letters that are older than the list.</param>
/// <param name="Detail">What varies from one refusal to the next. Like the reason, it never holds the value.</param>
/// <param name="FirstAt">When it was refused the first time; empty on letters that are older than this column.</param>
/// <param name="Attempts">How often it was refused: 1, and 1 more whenever it was sent again and refused again.</param>
[Contract("dead-letters", Subject = "origin", Internal = true)]
public sealed record DeadLetter(
    [Longest(256)] string Topic,
    [Longest(256)] string Origin,
    [Between(0, uint.MaxValue)] long Row,
    [Longest(64)] string? Field,
    [Longest(2_048)] string Reason,
    [Longest(16_777_216)] string? SealedPayload,
    DateTimeOffset At,
    [Longest(128)] string? ContentType = null,
    RefusalCode? Code = null,
    [Longest(1_024)] string? Detail = null,
    DateTimeOffset? FirstAt = null,
    [Between(1, 1_000_000)] long Attempts = 1)
{
    /// <summary>Whether it was refused behind the border: a message of its own topic, in the inside form.</summary>
    public bool IsFromLog => Origin.StartsWith(Topic + "[", StringComparison.Ordinal);

    /// <summary>Names it in few characters: the first 8 bytes of the SHA-256 of its key, in hexadecimal. The same at each attempt.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(AssociatedData()).AsSpan(0, 8));

    /// <summary>The same letter after another refusal: its payload, its format and its first instant stay.</summary>
    public DeadLetter RefusedAgain(string? field, Refusal refusal, DateTimeOffset at) => this with
    {
        Field = field,
        Code = refusal.Code,
        Reason = refusal.Reason,
        Detail = refusal.Detail,
        At = at,
        FirstAt = FirstAt ?? At,
        Attempts = Attempts + 1,
    };

    /// <summary>The same letter with something more in its detail.</summary>
    public DeadLetter Adding(string detail) => this with { Detail = Detail is null ? detail : $"{Detail}; {detail}" };

    /// <summary>Binds a sealed payload to the dead letter it belongs to.</summary>
    public byte[] AssociatedData() => Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Topic}|{Origin}|{Row}"));

    /// <summary>The origin of something that was read from the log.</summary>
    public static string OriginOf(string topic, int partition, long offset) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{topic}[{partition}]@{offset}");
}
