using Npgsql;

namespace CityOps.Identity.Tests.Postgres;

/// <summary>An empty database on a real server, dropped at the end.</summary>
public sealed class SomeDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = $"cityops_test_{Guid.NewGuid():N}";

    private SomeDatabase(string server) => _server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ToString();

    public static async Task<SomeDatabase> CreateAsync(string server)
    {
        var database = new SomeDatabase(server);
        await database.RunAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
