using Npgsql;

namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>A checkpoint store that several processes of a test share: SQLite in their folder, or a schema of its own on PostgreSQL.</summary>
internal sealed class CheckpointDatabase : IAsyncDisposable
{
    private const string Sqlite = "sqlite";
    private const string Postgres = "postgres";

    private readonly string? _server;
    private readonly string _schema = $"landing_{Guid.NewGuid():N}";

    private CheckpointDatabase(string? server) => _server = server;

    public static TheoryData<string> Kinds => [Sqlite, Postgres];

    public IReadOnlyDictionary<string, string> Settings => _server is null
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CityOps:Database:Provider"] = Postgres,
            ["CityOps:Database:ConnectionString"] = new NpgsqlConnectionStringBuilder(_server) { SearchPath = _schema }.ConnectionString,
        };

    public static async Task<CheckpointDatabase> OpenAsync(string kind)
    {
        if (string.Equals(kind, Sqlite, StringComparison.Ordinal))
        {
            return new CheckpointDatabase(server: null);
        }

        var server = Environment.GetEnvironmentVariable("CITYOPS_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "CITYOPS_TEST_POSTGRES names no server.");
        var database = new CheckpointDatabase(server);
        await database.ExecuteAsync($"CREATE SCHEMA {database._schema}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
