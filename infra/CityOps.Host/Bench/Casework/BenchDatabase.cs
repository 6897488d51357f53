using CityOps.Host.Commands;
using Npgsql;

namespace CityOps.Host.Bench.Casework;

/// <summary>The database of one run: a file in its folder, or a database on a PostgreSQL server that is dropped afterwards, unless a kept folder names it.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private const string Provider = "CityOps__Database__Provider";
    private const string Connection = "CityOps__Database__ConnectionString";
    private readonly string? _server;
    private readonly bool _kept;
    private readonly string _name;

    private BenchDatabase(string? server, string? name, bool kept) =>
        (_server, _kept, _name) = (server, kept, name ?? "cityops_bench_" + Guid.NewGuid().ToString("N"));

    /// <exception cref="CommandException">The kind is unknown, or no server is named.</exception>
    /// <param name="keptIn">A folder that is kept names the database, which is kept too.</param>
    public static async Task<BenchDatabase> MakeAsync(string kind, string server, string? keptIn, CancellationToken cancellationToken)
    {
        if (kind is not ("sqlite" or "postgres") || (kind is "postgres" && server.Length is 0))
        {
            throw new CommandException("--database is 'sqlite' or 'postgres'; postgres needs --connection, such as \"Host=127.0.0.1;Username=cityops\".");
        }

        if (kind is "sqlite" && server.Length > 0)
        {
            throw new CommandException("--connection names a PostgreSQL server: say --database postgres with it.");
        }

        var note = keptIn is null ? null : Path.Combine(keptIn, "bench-database.txt");
        var name = kind is "postgres" && File.Exists(note) ? await File.ReadAllTextAsync(note, cancellationToken) : null;
        var database = new BenchDatabase(kind is "postgres" ? server : null, name, note is not null);
        Environment.SetEnvironmentVariable(Provider, kind);
        if (kind is "postgres")
        {
            if (name is null)
            {
                await database.ExecuteAsync($"CREATE DATABASE {database._name}", cancellationToken);
            }

            if (note is not null)
            {
                await File.WriteAllTextAsync(note, database._name, cancellationToken);
            }

            Environment.SetEnvironmentVariable(Connection, new NpgsqlConnectionStringBuilder(server) { Database = database._name, MaxPoolSize = 60 }.ToString());
        }

        return database;
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Provider, null);
        Environment.SetEnvironmentVariable(Connection, null);
        if (_server is not null && !_kept)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)", CancellationToken.None);
        }
    }

    // The name is ours: letters, digits and an underscore.
    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server!) { Database = "postgres" }.ToString());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
