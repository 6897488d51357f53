using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>Lets in one account: by Basic authorization, by X-ClickHouse-User and -Key, or by the URL's user and password.</summary>
internal sealed class EngineAccess(string user, string password)
{
    private readonly byte[] _user = Digest(user);
    private readonly byte[] _password = Digest(password);

    /// <exception cref="EngineException">516 AUTHENTICATION_FAILED, or 194 REQUIRED_PASSWORD where no credentials came at all.</exception>
    internal void Check(HttpRequest request)
    {
        var (name, key) = Read(request);
        if (name is null)
        {
            throw new EngineException(194, "REQUIRED_PASSWORD", "Authentication is required; the account is in clickhouse.json of the data folder.");
        }

        // Both are compared in full and in constant time, whatever the first one gives.
        var sameUser = CryptographicOperations.FixedTimeEquals(Digest(name), _user);
        var samePassword = CryptographicOperations.FixedTimeEquals(Digest(key ?? ""), _password);
        if (!(sameUser & samePassword))
        {
            throw new EngineException(516, "AUTHENTICATION_FAILED", "Authentication failed: password is incorrect, or there is no user with such name");
        }
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static (string? User, string? Password) Read(HttpRequest request)
    {
        if (request.Headers["X-ClickHouse-User"] is { Count: > 0 } headerUser)
        {
            return (headerUser.ToString(), request.Headers["X-ClickHouse-Key"].ToString());
        }

        if (request.Headers.Authorization.ToString() is var header && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return ReadBasic(header[6..].Trim());
        }

        return request.Query.TryGetValue("user", out var urlUser) ? (urlUser.ToString(), request.Query["password"].ToString()) : (null, null);
    }

    private static (string? User, string? Password) ReadBasic(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return ("", "");
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
    }
}
