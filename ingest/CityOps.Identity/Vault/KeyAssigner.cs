using System.Data.Common;
using System.Security.Cryptography;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Vault;

/// <summary>Gives identifiers without a key one each: random, never 0, unique in the vault, the same whichever process asks first.</summary>
internal sealed class KeyAssigner(IdentityDatabase database, VaultStates states, VaultFields fields)
{
    private const int MaxAttempts = 5;

    /// <summary>
    /// Inserts where nobody did meanwhile and reads back whose insert won. Null when the lookup secret was rotated since
    /// <paramref name="hasher"/> was read: the lookups are worthless then, look again.
    /// </summary>
    public async Task<ulong[]?> AssignAsync(
        DbConnection connection, IdentityKind kind, LookupHasher hasher, IReadOnlyList<string> identifiers, IReadOnlyList<byte[]> lookups, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(connection, kind, hasher, identifiers, lookups, cancellationToken);
            }
            catch (DbException failure) when (database.IsKeyTaken(failure) && attempt < MaxAttempts)
            {
                // Two of 2^64 random numbers met: draw again.
            }
        }
    }

    private async Task<ulong[]?> TryAsync(
        DbConnection connection, IdentityKind kind, LookupHasher hasher, IReadOnlyList<string> identifiers, IReadOnlyList<byte[]> lookups, CancellationToken cancellationToken)
    {
        var rows = Draw(kind, identifiers, lookups);
        await using var transaction = await database.BeginWriteAsync(connection, cancellationToken);
        await database.LockStateAsync(connection, exclusive: false, cancellationToken);
        var (state, _) = await states.ReadAsync(connection, hasher, cancellationToken);
        if (state.LookupVersion != hasher.Version)
        {
            return null;
        }

        // Where nobody was quicker, the keys that stand are the ones just drawn.
        var inserted = await database.InsertAsync(connection, rows, cancellationToken);
        var keys = inserted == rows.Count
            ? [.. rows.Select(row => (ulong)row.Key)]
            : await database.FindAsync(connection, kind, lookups, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return keys;
    }

    private List<MappingRow> Draw(IdentityKind kind, IReadOnlyList<string> identifiers, IReadOnlyList<byte[]> lookups)
    {
        using var cipher = fields.NewCipher();
        var rows = new List<MappingRow>(identifiers.Count);
        for (var i = 0; i < identifiers.Count; i++)
        {
            var key = NewKey();
            rows.Add(new MappingRow
            {
                Key = (long)key,
                Kind = (int)kind,
                Lookup = lookups[i],
                Identifier = fields.SealIdentifier(cipher, kind, key, identifiers[i]),
            });
        }

        return rows;
    }

    // 0 means "none", and 2^63 is the lower end of the signed range that pages start after.
    private static ulong NewKey()
    {
        Span<byte> bytes = stackalloc byte[8];
        ulong key;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            key = BitConverter.ToUInt64(bytes);
        }
        while (key is 0 or 1UL << 63);

        return key;
    }
}
