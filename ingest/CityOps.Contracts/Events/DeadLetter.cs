using System.Security.Cryptography;
using System.Text;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Events;

/// <summary>
/// What could not be accepted or landed, on the topic <c>&lt;topic&gt;.dead</c> of the topic it was meant for: one JSON object a
/// message. Its key is (topic, origin, row), so that writing it twice is writing it once.
/// </summary>
/// <param name="Topic">The topic the rows were meant for, such as <c>cityops.meter-readings.v1</c>.</param>
/// <param name="Origin">Where they came from: <c>topic[partition]@offset</c>, or <c>upload:id</c> at the border. The same at each attempt.</param>
/// <param name="Row">The 1-based row within its message or upload; 0 where the whole of it cannot be read.</param>
/// <param name="Field">The column at fault, or empty.</param>
/// <param name="Reason">What is wrong and what would be right. Never holds the value.</param>
/// <param name="SealedPayload">Base64 of the payload under <c>IPayloadSeal</c>, with <see cref="AssociatedData"/>.</param>
/// <param name="At">When it was refused; a row that was sent again and refused again has a later one.</param>
/// <param name="ContentType">The payload's media type; empty where only the beginning of it was kept, which cannot be sent again.</param>
[Contract("dead-letters", Subject = "origin", Internal = true)]
public sealed record DeadLetter(
    [Longest(256)] string Topic,
    [Longest(256)] string Origin,
    [Between(0, uint.MaxValue)] long Row,
    [Longest(64)] string? Field,
    [Longest(2_048)] string Reason,
    [Longest(16_777_216)] string? SealedPayload,
    DateTimeOffset At,
    [Longest(128)] string? ContentType = null)
{
    /// <summary>Names it in few characters: the first 8 bytes of the SHA-256 of its key, in hexadecimal. The same at each attempt.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(AssociatedData()).AsSpan(0, 8));

    /// <summary>Binds a sealed payload to the dead letter it belongs to.</summary>
    public byte[] AssociatedData() => Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Topic}|{Origin}|{Row}"));

    /// <summary>The origin of something that was read from the log.</summary>
    public static string OriginOf(string topic, int partition, long offset) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{topic}[{partition}]@{offset}");
}
