using System.Collections.Concurrent;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Accounts;

/// <summary>
/// Ends sessions of accounts that were changed or disabled: a session bears the stamp that its account had, and is good while that stands. What was
/// read is kept for <see cref="CacheTime"/>; a session that bears another stamp than the one kept has the account read again, at most once a second.
/// </summary>
internal sealed class AccountStamps(AccountsDatabase database, TimeProvider time)
{
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DoubtTime = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (string? Stamp, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    public async Task<bool> IsCurrentAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (person.FindFirstValue(TokenRules.StampClaim) is not { } stamp)
        {
            return true;
        }

        var name = Caller.NameOf(person);
        var now = time.GetUtcNow();
        var keeps = _known.TryGetValue(name, out var known);
        var agrees = string.Equals(known.Stamp, stamp, StringComparison.Ordinal);
        if (!keeps || now - known.At >= (agrees ? CacheTime : DoubtTime))
        {
            known = (await ReadAsync(name, cancellationToken), now);
            _known[name] = known;
        }

        return string.Equals(known.Stamp, stamp, StringComparison.Ordinal);
    }

    /// <summary>The account was changed by this process: what is kept of it counts no more.</summary>
    public void Forget(string name) => _known.TryRemove(name, out _);

    private async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);
        await using var db = database.Create();
        return await db.Users.AsNoTracking().Where(a => a.UserName == name && !a.Disabled).Select(a => a.SecurityStamp).FirstOrDefaultAsync(cancellationToken);
    }
}
