using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using CityOps.Identity.Secrets;

namespace CityOps.Identity.Sealing;

/// <summary>
/// AES-256-GCM with a random 96-bit nonce a record (fit for 2³² records a key). Layout: version byte, key id (16-bit big-endian), nonce
/// (12), tag (16), ciphertext. Version and key id are authenticated with the caller's associated data. Each purpose has a key of its
/// own, derived by HKDF-SHA256, so that what one seals another cannot open.
/// </summary>
internal sealed class AesGcmSeal(ISecretStore secrets, int currentKeyId, string purpose) : IPayloadSeal
{
    public const int Overhead = HeaderBytes + NonceBytes + TagBytes;

    private const byte Version = 1;
    private const int HeaderBytes = 3;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly ConcurrentDictionary<int, byte[]> _keys = new();

    public int CurrentKeyId => currentKeyId;

    public byte[] Seal(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> associatedData)
    {
        using var aes = NewCipher(currentKeyId);
        return Seal(aes, payload, associatedData);
    }

    /// <summary>A cipher under the current key for sealing many records; not thread-safe, the caller disposes it.</summary>
    public AesGcm NewCipher() => NewCipher(currentKeyId);

    public byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> associatedData)
    {
        var output = new byte[Overhead + payload.Length];
        output[0] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(output.AsSpan(1), checked((ushort)currentKeyId));
        var nonce = output.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, payload, output.AsSpan(Overhead), output.AsSpan(HeaderBytes + NonceBytes, TagBytes), Bound(output, associatedData));
        return output;
    }

    public byte[] Open(ReadOnlySpan<byte> sealedPayload, ReadOnlySpan<byte> associatedData)
    {
        if (sealedPayload.Length < Overhead || sealedPayload[0] != Version)
        {
            throw new CryptographicException("This is no sealed payload of version 1.");
        }

        using var aes = NewCipher(KeyIdOf(sealedPayload));
        var payload = new byte[sealedPayload.Length - Overhead];
        aes.Decrypt(
            sealedPayload.Slice(HeaderBytes, NonceBytes), sealedPayload[Overhead..], sealedPayload.Slice(HeaderBytes + NonceBytes, TagBytes),
            payload, Bound(sealedPayload, associatedData));
        return payload;
    }

    public static int KeyIdOf(ReadOnlySpan<byte> sealedPayload) => BinaryPrimitives.ReadUInt16BigEndian(sealedPayload[1..]);

    private static byte[] Bound(ReadOnlySpan<byte> header, ReadOnlySpan<byte> associatedData) => [.. header[..HeaderBytes], .. associatedData];

    private AesGcm NewCipher(int keyId)
    {
        var key = _keys.GetOrAdd(keyId, id => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, secrets.Get(SecretNames.Seal(id)), outputLength: 32, info: System.Text.Encoding.ASCII.GetBytes(purpose)));
        return new AesGcm(key, TagBytes);
    }
}
