using Microsoft.IdentityModel.Tokens;

namespace CityOps.Dashboards.Auth;

/// <summary>The secret that signs tokens; at least 256 bits, as HS256 asks.</summary>
public sealed class SigningKey
{
    public const string SecretName = "token-signing";

    /// <exception cref="ArgumentException">Fewer than 32 bytes.</exception>
    public SigningKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < 32)
        {
            throw new ArgumentException($"The secret '{SecretName}' has {secret.Length} bytes; HS256 needs at least 32.", nameof(secret));
        }

        Value = new SymmetricSecurityKey(secret.ToArray());
    }

    internal SymmetricSecurityKey Value { get; }
}
