using System.Security.Cryptography;
using System.Text;
using CityOps.Identity.Secrets;

namespace CityOps.Identity.Vault;

/// <summary>HMAC-SHA256 of identifiers under one version of the lookup secret. Not reversible without the secret, not guessable from the database alone.</summary>
internal sealed class LookupHasher(ISecretStore secrets, int version)
{
    private readonly byte[] _secret = secrets.Get(SecretNames.Lookup(version));

    public int Version => version;

    /// <summary>What <c>vault_state</c> keeps to recognise this secret by.</summary>
    public byte[] Check => HMACSHA256.HashData(_secret, "cityops identity lookup check"u8);

    public byte[] Of(IdentityKind kind, string identifier)
    {
        Span<byte> buffer = stackalloc byte[512];
        var length = 1 + Encoding.UTF8.GetByteCount(identifier);
        var text = length <= buffer.Length ? buffer[..length] : new byte[length];
        text[0] = (byte)kind;
        Encoding.UTF8.GetBytes(identifier, text[1..]);
        return HMACSHA256.HashData(_secret, text);
    }
}
