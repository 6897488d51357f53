using System.Data.Common;
using CityOps.Identity.Secrets;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Vault;

/// <summary>What all processes agree on: the version of the lookup secret, and how many erasures there were.</summary>
internal readonly record struct VaultState(int LookupVersion, long Erasures);

/// <summary>Reads <c>vault_state</c>, makes it in an empty vault, and checks that the secret at hand is the one it was made with.</summary>
internal sealed class VaultStates(IdentityDatabase database, ISecretStore secrets)
{
    public async Task<(VaultState State, LookupHasher Hasher)> ReadAsync(DbConnection connection, LookupHasher? known, CancellationToken cancellationToken)
    {
        var (state, check) = await FindAsync(connection, cancellationToken)
            ?? await CreateAsync(connection, cancellationToken);
        if (known?.Version == state.LookupVersion)
        {
            return (state, known);
        }

        var hasher = new LookupHasher(secrets, state.LookupVersion);
        return hasher.Check.AsSpan().SequenceEqual(check)
            ? (state, hasher)
            : throw new SecretException(
                $"The secret '{SecretNames.Lookup(state.LookupVersion)}' is not the one this vault was made with: every household would get a second key. Restore it from the backup.");
    }

    public async Task SetVersionAsync(DbConnection connection, LookupHasher hasher, CancellationToken cancellationToken) =>
        await connection.RunAsync(database.Sql["SetLookupVersion"], cancellationToken, ("version", hasher.Version), ("check", hasher.Check));

    private async Task<(VaultState, byte[])> CreateAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var first = new LookupHasher(secrets, version: 1);
        await connection.RunAsync(database.Sql["CreateState"], cancellationToken, ("version", first.Version), ("check", first.Check));
        return await FindAsync(connection, cancellationToken)
            ?? throw new InvalidOperationException("The vault's state row was not kept.");
    }

    private async Task<(VaultState, byte[])?> FindAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(database.Sql["ReadState"]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (new VaultState(reader.GetInt32(0), reader.GetInt64(2)), reader.GetFieldValue<byte[]>(1))
            : null;
    }
}
