using System.Data.Common;

namespace CityOps.Identity.Storage;

/// <summary>
/// The identity database behind the vault and the audit log. It is migrated at its first use in a process. It knows rows and bytes, and
/// neither keys nor plain text: those are the vault's.
/// </summary>
internal abstract class IdentityDatabase : IDisposable
{
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private volatile bool _ready;

    public EmbeddedSql Sql { get; } = new();

    /// <summary>A connection to the migrated database.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        return await ConnectAsync(cancellationToken);
    }

    /// <summary>Migrates where that was not done yet.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (_ready)
        {
            return;
        }

        await _migrating.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
            {
                await MigrateAsync(cancellationToken);
                _ready = true;
            }
        }
        finally
        {
            _migrating.Release();
        }
    }

    /// <summary>A transaction that may write; on SQLite it waits here for the one writer before it.</summary>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>The keys of some lookups, in their order; 0 where there is none.</summary>
    public abstract Task<ulong[]> FindAsync(DbConnection connection, IdentityKind kind, IReadOnlyList<byte[]> lookups, CancellationToken cancellationToken);

    /// <summary>Inserts the mappings whose lookup is new; the others stay as they are.</summary>
    /// <returns>How many were inserted.</returns>
    /// <exception cref="DbException">See <see cref="IsKeyTaken"/>.</exception>
    public abstract Task<int> InsertAsync(DbConnection connection, IReadOnlyList<MappingRow> rows, CancellationToken cancellationToken);

    /// <summary>Sets lookup and identifier of existing mappings, by key.</summary>
    public abstract Task UpdateAsync(DbConnection connection, IReadOnlyList<MappingRow> rows, CancellationToken cancellationToken);

    /// <summary>Inserts or completes facts of dwellings: a null field leaves what is held.</summary>
    public abstract Task MergeSecretsAsync(DbConnection connection, IReadOnlyList<DwellingSecretRow> rows, CancellationToken cancellationToken);

    /// <summary>Holds the state row until the transaction ends: against assignments (exclusive), or against rotations (shared).</summary>
    public abstract Task LockStateAsync(DbConnection connection, bool exclusive, CancellationToken cancellationToken);

    /// <summary>Holds off other appends to the audit log until the transaction ends.</summary>
    public abstract Task LockAuditAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>The statement that finds audit entries with a value of another kind than its column's, and names that column; null where the database lets none in.</summary>
    public virtual string? OddAuditSql => null;

    /// <summary>Makes sure that deleted rows are gone from the files too, as far as the database lets us.</summary>
    public abstract Task ScrubAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Whether an insert failed because a random key was in use already.</summary>
    public abstract bool IsKeyTaken(DbException failure);

    /// <summary>An EF Core context for single rows, on a connection of its own.</summary>
    public abstract IdentityContext NewContext();

    public virtual void Dispose() => _migrating.Dispose();

    protected abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    protected abstract Task MigrateAsync(CancellationToken cancellationToken);
}
