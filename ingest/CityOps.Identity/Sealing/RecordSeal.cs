using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using CityOps.Identity.Secrets;

namespace CityOps.Identity.Sealing;

/// <summary>
/// Authenticated encryption with a random 96-bit nonce a record (fit for 2³² records a key). Layout: version byte (1 AES-256-GCM, 2 SM4-GCM), key id (16-bit
/// big-endian), nonce (12), tag (16), ciphertext. Version and key id are authenticated with the caller's associated data. Each purpose has a key of its
/// own, derived by HKDF-SHA256, so that what one seals another cannot open.
/// </summary>
internal sealed class RecordSeal(ISecretStore secrets, int currentKeyId, byte currentVersion, string purpose) : IPayloadSeal
{
    public const int Overhead = HeaderBytes + NonceBytes + TagBytes;

    private const int HeaderBytes = 3;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int NameBytes = 16;

    private readonly ConcurrentDictionary<int, byte[]> _keys = new();
    private readonly Lazy<byte[]> _nameKey = new(() => KeyOf(secrets, currentKeyId, purpose + " names"));

    public byte[] Seal(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> associatedData)
    {
        using var cipher = NewCipher();
        return Seal(cipher, payload, associatedData);
    }

    /// <summary>A cipher under the current key for sealing many records; not thread-safe, the caller disposes it.</summary>
    public ISealCipher NewCipher() => NewCipher(currentVersion, currentKeyId);

    public byte[] Seal(ISealCipher cipher, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> associatedData)
    {
        var output = new byte[Overhead + payload.Length];
        output[0] = cipher.Version;
        BinaryPrimitives.WriteUInt16BigEndian(output.AsSpan(1), checked((ushort)currentKeyId));
        var nonce = output.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, payload, output.AsSpan(Overhead), output.AsSpan(HeaderBytes + NonceBytes, TagBytes), Bound(output, associatedData));
        return output;
    }

    public byte[] Open(ReadOnlySpan<byte> sealedPayload, ReadOnlySpan<byte> associatedData)
    {
        if (sealedPayload.Length < Overhead)
        {
            throw new CryptographicException("This is no sealed payload: it is too short.");
        }

        using var cipher = NewCipher(sealedPayload[0], KeyIdOf(sealedPayload));
        var payload = new byte[sealedPayload.Length - Overhead];
        cipher.Decrypt(
            sealedPayload.Slice(HeaderBytes, NonceBytes), sealedPayload[Overhead..], sealedPayload.Slice(HeaderBytes + NonceBytes, TagBytes),
            payload, Bound(sealedPayload, associatedData));
        return payload;
    }

    public string NameOf(ReadOnlySpan<byte> payload)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_nameKey.Value, payload, digest);
        return Convert.ToHexStringLower(digest[..NameBytes]);
    }

    /// <summary>Whether it was sealed with another key or algorithm than what is sealed now.</summary>
    public bool IsOld(ReadOnlySpan<byte> sealedPayload) => sealedPayload[0] != currentVersion || KeyIdOf(sealedPayload) != currentKeyId;

    private static int KeyIdOf(ReadOnlySpan<byte> sealedPayload) => BinaryPrimitives.ReadUInt16BigEndian(sealedPayload[1..]);

    private static byte[] Bound(ReadOnlySpan<byte> header, ReadOnlySpan<byte> associatedData) => [.. header[..HeaderBytes], .. associatedData];

    private ISealCipher NewCipher(byte version, int keyId) => SealCiphers.Of(version, _keys.GetOrAdd(keyId, id => KeyOf(secrets, id, purpose)));

    private static byte[] KeyOf(ISecretStore secrets, int keyId, string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, secrets.Get(SecretNames.Seal(keyId)), outputLength: 32, info: System.Text.Encoding.ASCII.GetBytes(purpose));
}
