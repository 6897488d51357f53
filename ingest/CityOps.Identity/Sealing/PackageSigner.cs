using System.Security.Cryptography;
using CityOps.Identity.Secrets;

namespace CityOps.Identity.Sealing;

/// <summary>
/// Signs evidence packages: ECDSA over P-256 with SHA-256. The private key is derived from the secret <c>evidence-signing</c>, so that every process of
/// an installation signs alike; who receives packages keeps the public key, which <c>cityops evidence key</c> prints.
/// </summary>
public sealed class PackageSigner(ISecretStore secrets) : IDisposable
{
    public const string Algorithm = "ECDSA-P256-SHA256";
    private const string SecretName = "evidence-signing";

    private readonly Lazy<ECDsa> _key = new(() => KeyOf(secrets.Get(SecretName)));

    /// <summary>SubjectPublicKeyInfo, base64.</summary>
    public string PublicKey => Convert.ToBase64String(_key.Value.ExportSubjectPublicKeyInfo());

    /// <returns>The signature, base64.</returns>
    public string Sign(ReadOnlySpan<byte> data)
    {
        lock (_key)
        {
            return Convert.ToBase64String(_key.Value.SignData(data, HashAlgorithmName.SHA256));
        }
    }

    /// <summary>Whether the signature was made over the data by who has the private half of the key.</summary>
    public static bool Verify(string publicKey, ReadOnlySpan<byte> data, string signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key.VerifyData(data, Convert.FromBase64String(signature), HashAlgorithmName.SHA256);
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The first 16 bytes of the key's SHA-256, hexadecimal: what people compare.</summary>
    public static string FingerprintOf(string publicKey) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(publicKey)).AsSpan(0, 16));

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }
    }

    // A scalar of 256 bits is above the group's order with a chance of 2⁻³²; then the next counter gives another.
    private static ECDsa KeyOf(byte[] secret)
    {
        for (byte counter = 0; ; counter++)
        {
            var scalar = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: [.. "cityops evidence v1"u8, counter]);
            try
            {
                return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
            }
            catch (CryptographicException) when (counter < byte.MaxValue)
            {
            }
        }
    }
}
