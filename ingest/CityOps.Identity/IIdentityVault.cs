using Apache.Arrow;

namespace CityOps.Identity;

/// <summary>What an external identifier names.</summary>
public enum IdentityKind
{
    Meter,
    Dwelling,
}

/// <summary>
/// Surrogate keys and, behind them, the encrypted vault. A key is a random non-zero 64-bit number, assigned once; the keyed HMAC of the utility's
/// own number is only the vault's lookup index, so rotating secrets touches the vault alone and erasing a mapping erases the person.
/// </summary>
public interface IIdentityVault
{
    /// <summary>
    /// The keys of some external identifiers, in their order, however often each comes; new ones are assigned and durable when this returns. An empty
    /// identifier has key 0.
    /// </summary>
    ValueTask<ulong[]> KeysOfAsync(IdentityKind kind, StringArray identifiers, CancellationToken cancellationToken);

    /// <inheritdoc cref="KeysOfAsync(IdentityKind, StringArray, CancellationToken)"/>
    ValueTask<ulong[]> KeysOfAsync(IdentityKind kind, IReadOnlyList<string?> identifiers, CancellationToken cancellationToken) =>
        KeysOfAsync(kind, new StringArray.Builder().AppendRange(identifiers).Build(), cancellationToken);

    /// <summary>Seals facts about dwellings: address, contact, exact coordinates. A null field leaves what is held.</summary>
    ValueTask SealAsync(IReadOnlyList<DwellingSecret> secrets, CancellationToken cancellationToken);

    /// <summary>Opens one dwelling's facts. The caller must have been authorised and have written the audit entry first.</summary>
    ValueTask<DwellingSecret?> OpenAsync(ulong dwellingKey, CancellationToken cancellationToken);

    /// <summary>Erases a dwelling: its mapping and all that was sealed. What the log and the warehouse hold can no longer be traced to it.</summary>
    ValueTask<bool> EraseAsync(ulong dwellingKey, CancellationToken cancellationToken);
}

public sealed record DwellingSecret(ulong DwellingKey, string? DwellingId, string? Address, string? Contact, double? Lon, double? Lat);

/// <summary>Seals payloads that may hold identities (dead letters) with AES-GCM.</summary>
public interface IPayloadSeal
{
    /// <summary>Layout: version byte, key id, nonce, tag, ciphertext.</summary>
    byte[] Seal(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> associatedData);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The seal was broken or belongs elsewhere.</exception>
    byte[] Open(ReadOnlySpan<byte> sealedPayload, ReadOnlySpan<byte> associatedData);

    /// <summary>
    /// A name for a payload, 32 hexadecimal digits, that says nothing of what it holds to anybody without the key: the same payload has the same name for as
    /// long as the key that seals is the same.
    /// </summary>
    string NameOf(ReadOnlySpan<byte> payload);
}
