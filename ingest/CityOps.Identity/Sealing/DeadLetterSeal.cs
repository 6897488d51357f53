using CityOps.Contracts.Events;

namespace CityOps.Identity.Sealing;

/// <summary>Seals the payload of a dead letter, bound to the letter, and opens it again.</summary>
public static class DeadLetterSeal
{
    /// <summary>The letter with its payload.</summary>
    public static DeadLetter Seal(this IPayloadSeal seal, DeadLetter letter, ReadOnlySpan<byte> payload) =>
        letter with { SealedPayload = Convert.ToBase64String(seal.Seal(payload, letter.AssociatedData())) };

    /// <summary>Opens a letter's payload. To show it to somebody, the caller must have been authorised and have written the audit entry first.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The seal was broken or belongs elsewhere.</exception>
    public static byte[] Open(this IPayloadSeal seal, DeadLetter letter) =>
        seal.Open(Convert.FromBase64String(letter.SealedPayload ?? ""), letter.AssociatedData());
}
