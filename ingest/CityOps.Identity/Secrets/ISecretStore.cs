namespace CityOps.Identity.Secrets;

/// <summary>
/// Where keys come from: the configuration <c>CityOps:Secrets:{name}</c> (base64, at least 32 bytes), else the file
/// <c>{DataFolder}/secrets/{name}.key</c>, made once with mode 0600. It keeps no versions: a purpose that rotates numbers its names
/// (<c>identity-lookup-1</c>, <c>identity-lookup-2</c>).
/// </summary>
public interface ISecretStore
{
    /// <summary>The secret's bytes, at least <see cref="SecretNames.MinBytes"/>; the same at each call and in each process of one data folder.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens.</param>
    /// <exception cref="SecretException">It is configured or stored wrongly; the message names it and never holds its value.</exception>
    byte[] Get(string name);
}

/// <summary>A secret cannot be used.</summary>
public sealed class SecretException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The secrets CityOps asks for.</summary>
public static class SecretNames
{
    public const int MinBytes = 32;

    /// <summary>Signs bearer tokens and one-time links.</summary>
    public const string TokenSigning = "token-signing";

    /// <summary>The HMAC by which the vault finds an identifier.</summary>
    public static string Lookup(int version) => FormattableString.Invariant($"identity-lookup-{version}");

    /// <summary>Encrypts the vault's fields and seals payloads.</summary>
    public static string Seal(int keyId) => FormattableString.Invariant($"identity-seal-{keyId}");
}
