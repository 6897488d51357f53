using CityOps.Casework.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CityOps.Casework.Tests;

public enum ServerKind
{
    Sqlite,
    Postgres,
}

/// <summary>An empty database of its own for one test: a file, or a database of the server that CITYOPS_TEST_POSTGRES names.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly string? _admin;
    private readonly string _where;

    private Server(string? admin, string where) => (_admin, _where) = (admin, where);

    public static TheoryData<ServerKind> All { get; } = [ServerKind.Sqlite, ServerKind.Postgres];

    public static async Task<Server> StartAsync(ServerKind kind, string folder)
    {
        if (kind is ServerKind.Sqlite)
        {
            return new Server(null, Path.Combine(folder, "casework.db"));
        }

        var admin = Environment.GetEnvironmentVariable("CITYOPS_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(admin), "CITYOPS_TEST_POSTGRES names no PostgreSQL server.");
        var name = "casework_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(admin!, $"CREATE DATABASE {name}");
        return new Server(admin, new NpgsqlConnectionStringBuilder(admin) { Database = name, MaxPoolSize = 20 }.ToString());
    }

    public ICaseworkDbFactory Databases(params IInterceptor[] interceptors) =>
        _admin is null ? new SqliteDbFactory(_where, interceptors) : new PostgresDbFactory(_where, interceptors);

    public async ValueTask DisposeAsync()
    {
        if (_admin is null)
        {
            SqliteConnection.ClearAllPools();
            return;
        }

        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(_admin, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(_where).Database} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
