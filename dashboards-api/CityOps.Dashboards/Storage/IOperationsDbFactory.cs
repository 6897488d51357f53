using System.Data.Common;
using CityOps.Identity.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CityOps.Dashboards.Storage;

/// <summary>Makes contexts of the database that is configured; the caller disposes them.</summary>
public interface IOperationsDbFactory
{
    OperationsDb Create();

    /// <summary>Brings the schema to this version. Safe to run again, by several processes at once, and after a kill at any moment.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);
}

/// <param name="path">The file; it is made where it is missing.</param>
internal sealed class SqliteOperationsDbFactory(string path) : IOperationsDbFactory
{
    private readonly DbContextOptions<SqliteOperationsDb> _options = new DbContextOptionsBuilder<SqliteOperationsDb>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString())
        .AddInterceptors(new Pragmas())
        .Options;

    public OperationsDb Create() => new SqliteOperationsDb(_options);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = Create();
        await SqliteMigrations.RunAsync(db, path, cancellationToken);
    }

    // Readers beside the writer; a delivery or a signature that was acknowledged survives a power cut.
    private sealed class Pragmas : DbConnectionInterceptor
    {
        private const string Text = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Text;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Text;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

internal sealed class PostgresOperationsDbFactory(string connectionString) : IOperationsDbFactory
{
    private readonly DbContextOptions<PostgresOperationsDb> _options = new DbContextOptionsBuilder<PostgresOperationsDb>()
        .UseNpgsql(connectionString, o => o.MigrationsHistoryTable("migrations", PostgresOperationsDb.Schema))
        .Options;

    public OperationsDb Create() => new PostgresOperationsDb(_options);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = Create();
        await db.Database.MigrateAsync(cancellationToken);
    }
}
