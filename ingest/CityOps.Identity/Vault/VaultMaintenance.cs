using System.Data.Common;
using CityOps.Identity.Photos;
using CityOps.Identity.Secrets;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Vault;

internal sealed class VaultMaintenance(IdentityDatabase database, VaultStates states, VaultFields fields, IdentityVault vault, PhotoVault photos, ISecretStore secrets) : IVaultMaintenance
{
    private const int PageRows = 5_000;

    public Task MigrateAsync(CancellationToken cancellationToken) => database.ReadyAsync(cancellationToken);

    public async Task<int> RotateLookupKeyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await states.ReadAsync(connection, known: null, cancellationToken);
        await using var transaction = await database.BeginWriteAsync(connection, cancellationToken);
        await database.LockStateAsync(connection, exclusive: true, cancellationToken);
        var (state, _) = await states.ReadAsync(connection, known: null, cancellationToken);
        var next = new LookupHasher(secrets, state.LookupVersion + 1);
        await foreach (var page in PagesAsync(connection, "PageMappings", ReadMapping, row => row.Key, cancellationToken))
        {
            foreach (var row in page)
            {
                var kind = (IdentityKind)row.Kind;
                row.Lookup = next.Of(kind, fields.OpenIdentifier(kind, (ulong)row.Key, row.Identifier));
            }

            await database.UpdateAsync(connection, page, cancellationToken);
        }

        await states.SetVersionAsync(connection, next, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return next.Version;
    }

    public async Task<long> ResealAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.BeginWriteAsync(connection, cancellationToken);
        await database.LockStateAsync(connection, exclusive: true, cancellationToken);
        var changed = 0L;
        await foreach (var page in PagesAsync(connection, "PageMappings", ReadMapping, row => row.Key, cancellationToken))
        {
            var old = page.FindAll(row => fields.IsOld(row.Identifier));
            using var cipher = fields.NewCipher();
            foreach (var row in old)
            {
                var (kind, key) = ((IdentityKind)row.Kind, (ulong)row.Key);
                row.Identifier = fields.SealIdentifier(cipher, kind, key, fields.OpenIdentifier(kind, key, row.Identifier));
            }

            await database.UpdateAsync(connection, old, cancellationToken);
            changed += old.Count;
        }

        await foreach (var page in PagesAsync(connection, "PageSecrets", ReadSecret, row => row.Key, cancellationToken))
        {
            var old = page.FindAll(row => fields.IsOld(row.Address) || fields.IsOld(row.Contact) || fields.IsOld(row.Position));
            using var cipher = fields.NewCipher();
            await database.MergeSecretsAsync(
                connection, old.ConvertAll(row => fields.Seal(cipher, fields.Open((ulong)row.Key, null, row.Address, row.Contact, row.Position))), cancellationToken);
            changed += old.Count;
        }

        changed += await photos.ResealAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    public Task<int> EraseMetersAsync(IReadOnlyList<ulong> meterKeys, CancellationToken cancellationToken) =>
        vault.EraseAsync(IdentityKind.Meter, meterKeys, cancellationToken);

    private async IAsyncEnumerable<List<TRow>> PagesAsync<TRow>(
        DbConnection connection, string statement, Func<DbDataReader, TRow> read, Func<TRow, long> keyOf,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = long.MinValue;
        while (true)
        {
            List<TRow> page = [];
            await using (var command = connection.Command(database.Sql[statement], ("after", after), ("limit", PageRows)))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    page.Add(read(reader));
                }
            }

            if (page.Count == 0)
            {
                yield break;
            }

            after = keyOf(page[^1]);
            yield return page;
        }
    }

    private static MappingRow ReadMapping(DbDataReader reader) => new()
    {
        Key = reader.GetInt64(0),
        Kind = reader.GetInt32(1),
        Lookup = reader.GetFieldValue<byte[]>(2),
        Identifier = reader.GetFieldValue<byte[]>(3),
    };

    private static DwellingSecretRow ReadSecret(DbDataReader reader) => new()
    {
        Key = reader.GetInt64(0),
        Address = reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1),
        Contact = reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2),
        Position = reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3),
    };
}
