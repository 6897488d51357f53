using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>Checkpoints in a SQLite file of the data folder.</summary>
public sealed class SqliteCheckpointDatabase : ICheckpointDatabase
{
    // WAL is a property of the file, full synchronisation one of the connection: without it a power cut may take back a checkpoint.
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;";

    private readonly string _connectionString;

    public SqliteCheckpointDatabase(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate }.ConnectionString;
    }

    public string SchemaFolder => "Sqlite";

    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }
}
