using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>Checkpoints in a SQLite file of the data folder.</summary>
public sealed class SqliteCheckpointDatabase : ICheckpointDatabase
{
    // WAL is a property of the file, full synchronisation one of the connection: without it a power cut may take back a checkpoint. The lane moves on what lies in the WAL.
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA wal_autocheckpoint = 0;";

    private readonly string _connectionString;
    private readonly SqliteWriteLane _lane;

    public SqliteCheckpointDatabase(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate }.ConnectionString;
        _lane = new SqliteWriteLane(Open);
    }

    public string SchemaFolder => "Sqlite";

    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => new(Open());

    public ValueTask<CheckpointResult> WriteAsync(CheckpointStatement statement, CancellationToken cancellationToken) => _lane.WriteAsync(statement, cancellationToken);

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        return connection;
    }
}
