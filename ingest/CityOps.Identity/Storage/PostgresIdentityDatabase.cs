using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CityOps.Identity.Storage;

/// <summary>PostgreSQL, schema <c>identity</c>; bulk statements pass arrays, one round trip each.</summary>
internal sealed class PostgresIdentityDatabase(string connectionString) : IdentityDatabase
{
    private readonly NpgsqlDataSource _source =
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = PostgresIdentityContext.Schema });

    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(cancellationToken);

    public override async Task<ulong[]> FindAsync(
        DbConnection connection, IdentityKind kind, IReadOnlyList<byte[]> lookups, CancellationToken cancellationToken)
    {
        var keys = new ulong[lookups.Count];
        await using var command = connection.Command(Sql["Postgres/FindKeys"], ("kind", (int)kind), ("lookups", lookups.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys[(int)reader.GetInt64(0) - 1] = (ulong)reader.GetInt64(1);
        }

        return keys;
    }

    // In the order of the lookups: two processes that insert the same identifiers then wait for each other instead of deadlocking.
    public override Task<int> InsertAsync(DbConnection connection, IReadOnlyList<MappingRow> rows, CancellationToken cancellationToken)
    {
        MappingRow[] ordered = [.. rows];
        Array.Sort(ordered, static (a, b) => a.Lookup.AsSpan().SequenceCompareTo(b.Lookup));
        return connection.RunAsync(
            Sql["Postgres/InsertMappings"], cancellationToken,
            ("keys", ordered.Select(r => r.Key).ToArray()), ("kinds", ordered.Select(r => r.Kind).ToArray()),
            ("lookups", ordered.Select(r => r.Lookup).ToArray()), ("identifiers", ordered.Select(r => r.Identifier).ToArray()));
    }

    public override Task UpdateAsync(DbConnection connection, IReadOnlyList<MappingRow> rows, CancellationToken cancellationToken) =>
        connection.RunAsync(
            Sql["Postgres/UpdateMappings"], cancellationToken,
            ("keys", rows.Select(r => r.Key).ToArray()),
            ("lookups", rows.Select(r => r.Lookup).ToArray()), ("identifiers", rows.Select(r => r.Identifier).ToArray()));

    public override Task MergeSecretsAsync(DbConnection connection, IReadOnlyList<DwellingSecretRow> rows, CancellationToken cancellationToken)
    {
        DwellingSecretRow[] ordered = [.. rows.OrderBy(r => r.Key)];
        return connection.RunAsync(
            Sql["Postgres/MergeSecrets"], cancellationToken,
            ("keys", ordered.Select(r => r.Key).ToArray()), ("addresses", ordered.Select(r => r.Address).ToArray()),
            ("contacts", ordered.Select(r => r.Contact).ToArray()), ("positions", ordered.Select(r => r.Position).ToArray()));
    }

    public override Task LockStateAsync(DbConnection connection, bool exclusive, CancellationToken cancellationToken) =>
        connection.RunAsync(Sql[exclusive ? "Postgres/LockStateAlone" : "Postgres/LockStateShared"], cancellationToken);

    public override Task LockAuditAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.RunAsync(Sql["Postgres/LockAudit"], cancellationToken);

    // Dead row versions go with autovacuum, and with the archive of the write-ahead log as its owner keeps it.
    public override Task ScrubAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public override bool IsKeyTaken(DbException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override IdentityContext NewContext() =>
        new PostgresIdentityContext(new DbContextOptionsBuilder<PostgresIdentityContext>()
            .UseNpgsql(_source, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", PostgresIdentityContext.Schema)).Options);

    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }

    protected override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken);

    protected override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = NewContext();
        await PostgresMigrations.RunAsync(context, cancellationToken);
    }
}
