using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Dashboards.Auth;

/// <summary>
/// Sessions that were signed out before their time, so that a copy of the cookie opens nothing. Kept in this process until they would have ended anyway: after a restart a copy lives until then; a new password ends it
/// everywhere.
/// </summary>
internal sealed class EndedSessions(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    public void End(string token)
    {
        var now = time.GetUtcNow();
        foreach (var (hash, until) in _until)
        {
            if (until <= now)
            {
                _until.TryRemove(hash, out _);
            }
        }

        _until[HashOf(token)] = now + SessionCookie.Lifetime;
    }

    public bool IsEnded(string token) => !_until.IsEmpty && _until.ContainsKey(HashOf(token));

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
