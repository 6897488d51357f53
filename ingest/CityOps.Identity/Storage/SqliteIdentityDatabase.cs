using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Identity.Storage;

/// <summary>
/// <c>{DataFolder}/identity.db</c>. WAL with <c>synchronous=FULL</c>: what is committed outlives a power cut. Prepared single-row
/// statements in one transaction are SQLite's fastest path, since no round trip separates them.
/// </summary>
internal sealed class SqliteIdentityDatabase(string path, int busyTimeoutSeconds) : IdentityDatabase
{
    private const int ConstraintPrimaryKey = 1555;

    // SQLite has one writer; waiting here is fair and costs nothing, waiting in SQLite polls.
    private readonly SemaphoreSlim _writer = new(1, 1);

    private readonly string _connectionString =
        new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = busyTimeoutSeconds, ForeignKeys = true }.ToString();

    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            // Serializable, which is BEGIN IMMEDIATE here.
            return new ReleasingTransaction(await connection.BeginTransactionAsync(cancellationToken), _writer);
        }
        catch
        {
            _writer.Release();
            throw;
        }
    }

    public override async Task<ulong[]> FindAsync(
        DbConnection connection, IdentityKind kind, IReadOnlyList<byte[]> lookups, CancellationToken cancellationToken)
    {
        var keys = new ulong[lookups.Count];
        await using var command = connection.Command(Sql["Sqlite/FindKey"], ("kind", (int)kind));
        var lookup = command.Add("lookup", null);
        for (var i = 0; i < keys.Length; i++)
        {
            lookup.Value = lookups[i];
            keys[i] = await command.ExecuteScalarAsync(cancellationToken) is long key ? (ulong)key : 0;
        }

        return keys;
    }

    public override async Task<int> InsertAsync(DbConnection connection, IReadOnlyList<MappingRow> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Sql["Sqlite/InsertMapping"]);
        var (key, kind, lookup, identifier) = (command.Add("key", null), command.Add("kind", null), command.Add("lookup", null), command.Add("identifier", null));
        var inserted = 0;
        foreach (var row in rows)
        {
            (key.Value, kind.Value, lookup.Value, identifier.Value) = (row.Key, row.Kind, row.Lookup, row.Identifier);
            inserted += await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return inserted;
    }

    public override async Task UpdateAsync(DbConnection connection, IReadOnlyList<MappingRow> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Sql["Sqlite/UpdateMapping"]);
        var (key, lookup, identifier) = (command.Add("key", null), command.Add("lookup", null), command.Add("identifier", null));
        foreach (var row in rows)
        {
            (key.Value, lookup.Value, identifier.Value) = (row.Key, row.Lookup, row.Identifier);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override async Task MergeSecretsAsync(DbConnection connection, IReadOnlyList<DwellingSecretRow> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Sql["Sqlite/MergeSecret"]);
        var (key, address, contact, position) = (command.Add("key", null), command.Add("address", null), command.Add("contact", null), command.Add("position", null));
        foreach (var row in rows)
        {
            key.Value = row.Key;
            (address.Value, contact.Value, position.Value) =
                (row.Address ?? (object)DBNull.Value, row.Contact ?? (object)DBNull.Value, row.Position ?? (object)DBNull.Value);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // The write transaction excludes every other writer already.
    public override Task LockStateAsync(DbConnection connection, bool exclusive, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task LockAuditAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    // SQLite keeps whatever kind of value it is given; a search by text then passes over bytes that read the same.
    public override string? OddAuditSql => Sql["Sqlite/OddAudit"];

    // secure_delete overwrites deleted rows in the database; their older images leave the write-ahead log only when it is emptied.
    public override Task ScrubAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.RunAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);

    public override bool IsKeyTaken(DbException failure) => failure is SqliteException { SqliteExtendedErrorCode: ConstraintPrimaryKey };

    public override IdentityContext NewContext() =>
        new SqliteIdentityContext(new DbContextOptionsBuilder<SqliteIdentityContext>().UseSqlite(_connectionString).Options);

    public override void Dispose()
    {
        _writer.Dispose();
        base.Dispose();
    }

    protected override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.RunAsync($"PRAGMA busy_timeout={busyTimeoutSeconds * 1000}; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON", cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
        {
            // SQLite gives its write-ahead log the mode of the database.
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            await new FileStream(path, options).DisposeAsync();
        }

        await using var context = NewContext();
        await SqliteMigrations.RunAsync(context, path, cancellationToken);
    }
}
