using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Identity.Accounts;

/// <param name="Scope">The policies it may use.</param>
public sealed record ApiToken(
    string TokenId, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Scope, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

/// <summary>
/// Tokens of programs: <c>cot_</c>, the id, a dot and 256 random bits. Only a hash is kept, so that a token is shown once. Unlike a session it can be
/// revoked, which holds within <see cref="CacheTime"/> in every process.
/// </summary>
public sealed class ApiTokens(AccountsDatabase database, TimeProvider time) : IDisposable
{
    public const string Prefix = "cot_";
    public static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (ApiTokenRow Row, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    /// <returns>The token's facts, and the token itself: it cannot be read again. Null: one of this name stands, and history could not tell them apart.</returns>
    public async Task<(ApiToken Token, string Secret)?> CreateAsync(
        string name, IReadOnlyList<string> roles, IReadOnlyList<string> scope, TimeSpan lifetime, string by, CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);
        var now = Now();
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var row = new ApiTokenRow
        {
            TokenId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Name = name,
            Hash = HashOf(secret),
            Roles = string.Join(' ', roles),
            Scope = string.Join(' ', scope),
            CreatedBy = by,
            CreatedAtMs = now.ToUnixTimeMilliseconds(),
            ExpiresAtMs = (now + lifetime).ToUnixTimeMilliseconds(),
        };
        await _making.WaitAsync(cancellationToken);
        try
        {
            await using var db = database.Create();
            if (await db.ApiTokens.AnyAsync(t => t.Name == name && t.RevokedAtMs == 0 && t.ExpiresAtMs > row.CreatedAtMs, cancellationToken))
            {
                return null;
            }

            db.ApiTokens.Add(row);
            await db.SaveChangesAsync(cancellationToken);
        }
        finally
        {
            _making.Release();
        }

        return (Show(row), $"{Prefix}{row.TokenId}.{secret}");
    }

    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);
        await using var db = database.Create();
        return [.. (await db.ApiTokens.AsNoTracking().OrderByDescending(t => t.CreatedAtMs).ToListAsync(cancellationToken)).Select(Show)];
    }

    /// <returns>Whether there was one that was not revoked yet.</returns>
    public async Task<bool> RevokeAsync(string tokenId, CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);
        await using var db = database.Create();
        var now = Now().ToUnixTimeMilliseconds();
        _known.TryRemove(tokenId, out _);
        return await db.ApiTokens.Where(t => t.TokenId == tokenId && t.RevokedAtMs == 0).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAtMs, now), cancellationToken) > 0;
    }

    /// <summary>The token, where it is one of ours, has not expired and was not revoked.</summary>
    public async Task<ApiToken?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || token[Prefix.Length..].Split('.') is not [var id, var secret])
        {
            return null;
        }

        var row = await RowAsync(id, cancellationToken);
        var now = Now();
        if (row is null || !CryptographicOperations.FixedTimeEquals(row.Hash, HashOf(secret)) || row.RevokedAtMs != 0 || now.ToUnixTimeMilliseconds() >= row.ExpiresAtMs)
        {
            return null;
        }

        await NoteUseAsync(row, now, cancellationToken);
        return Show(row);
    }

    public void Dispose() => _making.Dispose();

    private async Task<ApiTokenRow?> RowAsync(string id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out var known) && Now() - known.At < CacheTime)
        {
            return known.Row;
        }

        await database.ReadyAsync(cancellationToken);
        await using var db = database.Create();
        var row = await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(t => t.TokenId == id, cancellationToken);
        if (row is not null)
        {
            _known[id] = (row, Now());
        }

        return row;
    }

    private async Task NoteUseAsync(ApiTokenRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ms = now.ToUnixTimeMilliseconds();
        if (ms - row.LastUsedAtMs < UseResolution.TotalMilliseconds)
        {
            return;
        }

        row.LastUsedAtMs = ms;
        await using var db = database.Create();
        await db.ApiTokens.Where(t => t.TokenId == row.TokenId).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAtMs, ms), cancellationToken);
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static ApiToken Show(ApiTokenRow t) => new(
        t.TokenId, t.Name, t.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries), t.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries), t.CreatedBy,
        DateTimeOffset.FromUnixTimeMilliseconds(t.CreatedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(t.ExpiresAtMs), Instant(t.RevokedAtMs), Instant(t.LastUsedAtMs));

    private static DateTimeOffset? Instant(long ms) => ms == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private DateTimeOffset Now() => time.GetUtcNow();
}
