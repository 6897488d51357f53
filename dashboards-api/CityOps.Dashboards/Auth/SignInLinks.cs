using System.Security.Cryptography;
using System.Text;

namespace CityOps.Dashboards.Auth;

/// <summary>
/// One-time local sign-in links: <c>up</c> prints one, the first browser that opens it within its lifetime is signed in. Only hashes of the
/// codes are kept, in memory, so a restart voids them all.
/// </summary>
public sealed class SignInLinks(TimeProvider time)
{
    private const int CodeBytes = 32;
    private readonly Lock _gate = new();
    private readonly List<Link> _links = [];

    /// <summary>Makes a code for <c>GET /signin?code=…</c>; it can't be read again.</summary>
    public string Create(IReadOnlyCollection<string> roles, string name, TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeBytes));
        lock (_gate)
        {
            DropExpired();
            _links.Add(new Link(Hash(code), [.. roles], name, time.GetUtcNow() + lifetime));
        }

        return code;
    }

    /// <summary>Uses a code up. Null when it never existed, was used or has expired; the caller can't tell which.</summary>
    public SignedInPerson? Redeem(string code)
    {
        var hash = Hash(code);
        lock (_gate)
        {
            DropExpired();
            Link? found = null;
            // Every link is compared, in constant time each, so that timing tells nothing of a code.
            foreach (var link in _links)
            {
                if (CryptographicOperations.FixedTimeEquals(link.Hash, hash))
                {
                    found = link;
                }
            }

            if (found is null)
            {
                return null;
            }

            _links.Remove(found);
            return new SignedInPerson(found.Name, found.Roles);
        }
    }

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    private void DropExpired()
    {
        var now = time.GetUtcNow();
        _links.RemoveAll(link => link.ExpiresAt <= now);
    }

    private sealed record Link(byte[] Hash, IReadOnlyList<string> Roles, string Name, DateTimeOffset ExpiresAt);
}

/// <summary>Who signed in, with which roles.</summary>
public sealed record SignedInPerson(string Name, IReadOnlyList<string> Roles);
