using CityOps.Identity.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CityOps.Casework.Storage;

/// <summary>Makes contexts of the database that is configured; the caller disposes them.</summary>
public interface ICaseworkDbFactory
{
    CaseworkDb Create();

    /// <summary>Brings the schema to this version. Safe to run again, by several processes at once, and after a kill at any moment.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);
}

/// <param name="path">The file; it is made where it is missing.</param>
internal sealed class SqliteDbFactory(string path, params IEnumerable<IInterceptor> interceptors) : ICaseworkDbFactory
{
    private readonly DbContextOptions<SqliteCaseworkDb> _options = new DbContextOptionsBuilder<SqliteCaseworkDb>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString())
        .AddInterceptors([new SqlitePragmas(), .. interceptors])
        .Options;

    public CaseworkDb Create() => new SqliteCaseworkDb(_options);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = Create();
        await SqliteMigrations.RunAsync(db, path, cancellationToken);
    }
}

internal sealed class PostgresDbFactory(string connectionString, params IEnumerable<IInterceptor> interceptors) : ICaseworkDbFactory
{
    private const int PreparedStatements = 100;
    private readonly DbContextOptions<PostgresCaseworkDb> _options = new DbContextOptionsBuilder<PostgresCaseworkDb>()
        .UseNpgsql(Prepared(connectionString), o => o.MigrationsHistoryTable("migrations", PostgresCaseworkDb.Schema))
        .AddInterceptors(interceptors)
        .Options;

    public CaseworkDb Create() => new PostgresCaseworkDb(_options);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = Create();
        await db.Database.MigrateAsync(cancellationToken);
    }

    // Few statements, each thousands of times: the server plans them once a connection. A setting of one's own stands (0 behind a pooler that takes none).
    private static string Prepared(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase) && !connectionString.Contains("AutoPrepare", StringComparison.OrdinalIgnoreCase))
        {
            settings.MaxAutoPrepare = PreparedStatements;
        }

        return settings.ToString();
    }
}
