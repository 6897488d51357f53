using System.Data.Common;
using System.Text;
using Apache.Arrow;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Vault;

/// <summary>The vault over the identity database, with a cache of identifiers in front.</summary>
internal sealed class IdentityVault(IdentityDatabase database, VaultStates states, VaultFields fields, KeyAssigner assigner, KeyCache cache) : IIdentityVault
{
    private const int MaxPerStatement = 20_000;

    private readonly Lock _lock = new();
    private VaultState? _seen;
    private LookupHasher? _hasher;

    public async ValueTask<ulong[]> KeysOfAsync(IdentityKind kind, StringArray identifiers, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        while (true)
        {
            var (state, hasher) = await LookAsync(connection, cancellationToken);
            var keys = new ulong[identifiers.Length];
            var missing = cache.Fill(kind, identifiers, keys);
            if (missing.Count == 0 || await ResolveAsync(connection, kind, state, hasher, identifiers, missing, keys, cancellationToken))
            {
                return keys;
            }
        }
    }

    public async ValueTask SealAsync(IReadOnlyList<DwellingSecret> secrets, CancellationToken cancellationToken)
    {
        // One row a dwelling, the last word of each field standing, as one statement cannot touch a row twice.
        var merged = new Dictionary<ulong, DwellingSecret>();
        foreach (var secret in secrets)
        {
            merged[secret.DwellingKey] = merged.TryGetValue(secret.DwellingKey, out var earlier) ? Merge(earlier, secret) : secret;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var chunk in merged.Values.Where(HoldsAnything).Chunk(MaxPerStatement))
        {
            using var cipher = fields.NewCipher();
            DwellingSecretRow[] rows = [.. chunk.Select(secret => fields.Seal(cipher, secret))];
            await using var transaction = await database.BeginWriteAsync(connection, cancellationToken);
            await database.MergeSecretsAsync(connection, rows, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    public async ValueTask<DwellingSecret?> OpenAsync(ulong dwellingKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(database.Sql["OpenDwelling"], ("key", (long)dwellingKey), ("kind", (int)IdentityKind.Dwelling));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        byte[]?[] columns = [.. Enumerable.Range(0, 4).Select(i => reader.IsDBNull(i) ? null : reader.GetFieldValue<byte[]>(i))];
        return columns.All(c => c is null) ? null : fields.Open(dwellingKey, columns[0], columns[1], columns[2], columns[3]);
    }

    public async ValueTask<bool> EraseAsync(ulong dwellingKey, CancellationToken cancellationToken) =>
        await EraseAsync(IdentityKind.Dwelling, [dwellingKey], cancellationToken) > 0;

    internal async Task<int> EraseAsync(IdentityKind kind, IReadOnlyList<ulong> keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var erased = 0;
        await using (var transaction = await database.BeginWriteAsync(connection, cancellationToken))
        {
            foreach (var key in keys)
            {
                var rows = await connection.RunAsync(database.Sql["DeleteMapping"], cancellationToken, ("key", (long)key), ("kind", (int)kind));
                if (kind is IdentityKind.Dwelling)
                {
                    rows += await connection.RunAsync(database.Sql["DeleteSecret"], cancellationToken, ("key", (long)key));
                }

                erased += rows > 0 ? 1 : 0;
            }

            await connection.RunAsync(database.Sql["CountErasure"], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        cache.Clear();
        await database.ScrubAsync(connection, cancellationToken);
        return erased;
    }

    private static bool HoldsAnything(DwellingSecret secret) =>
        secret.DwellingKey != 0 && (secret.Address is not null || secret.Contact is not null || secret is { Lon: not null, Lat: not null });

    private static DwellingSecret Merge(DwellingSecret earlier, DwellingSecret later) => later with
    {
        Address = later.Address ?? earlier.Address,
        Contact = later.Contact ?? earlier.Contact,
        Lon = later.Lon ?? earlier.Lon,
        Lat = later.Lat ?? earlier.Lat,
    };

    // Forgets the cache when somebody was erased, in this process or another: their old key must not be given again.
    private async Task<(VaultState State, LookupHasher Hasher)> LookAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var (state, hasher) = await states.ReadAsync(connection, Volatile.Read(ref _hasher), cancellationToken);
        lock (_lock)
        {
            if (_seen is { } seen && seen.Erasures < state.Erasures)
            {
                cache.Clear();
            }

            if (_seen is null || _seen.Value.Erasures <= state.Erasures)
            {
                _seen = state;
                _hasher = hasher;
            }
        }

        return (state, hasher);
    }

    /// <summary>Finds or assigns what the cache lacks. False when the lookup secret was rotated meanwhile.</summary>
    private async Task<bool> ResolveAsync(
        DbConnection connection, IdentityKind kind, VaultState state, LookupHasher hasher, StringArray identifiers, List<int> missing, ulong[] keys, CancellationToken cancellationToken)
    {
        var distinct = missing.Select(row => identifiers.GetString(row)).Distinct(StringComparer.Ordinal).ToList();
        var found = new Dictionary<string, ulong>(distinct.Count, StringComparer.Ordinal);
        foreach (var chunk in distinct.Chunk(MaxPerStatement))
        {
            byte[][] lookups = [.. chunk.Select(identifier => hasher.Of(kind, identifier))];
            var chunkKeys = await database.FindAsync(connection, kind, lookups, cancellationToken);
            int[] unknown = [.. Enumerable.Range(0, chunk.Length).Where(i => chunkKeys[i] == 0)];
            if (unknown.Length > 0)
            {
                var assigned = await assigner.AssignAsync(
                    connection, kind, hasher, [.. unknown.Select(i => chunk[i])], [.. unknown.Select(i => lookups[i])], cancellationToken);
                if (assigned is null)
                {
                    return false;
                }

                for (var i = 0; i < unknown.Length; i++)
                {
                    chunkKeys[unknown[i]] = assigned[i];
                }
            }

            for (var i = 0; i < chunk.Length; i++)
            {
                found[chunk[i]] = chunkKeys[i];
            }
        }

        foreach (var row in missing)
        {
            keys[row] = found[identifiers.GetString(row)];
        }

        Remember(kind, state, found);
        return true;
    }

    private void Remember(IdentityKind kind, VaultState state, Dictionary<string, ulong> found)
    {
        lock (_lock)
        {
            if (_seen?.Erasures == state.Erasures)
            {
                cache.Add(kind, [.. found.Keys.Select(Encoding.UTF8.GetBytes)], [.. found.Values]);
            }
        }
    }
}
