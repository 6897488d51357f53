using System.Data.Common;
using Npgsql;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>Checkpoints in PostgreSQL, for more than one process.</summary>
public sealed class PostgresCheckpointDatabase(NpgsqlDataSource source) : ICheckpointDatabase
{
    public PostgresCheckpointDatabase(string connectionString)
        : this(NpgsqlDataSource.Create(connectionString))
    {
    }

    public string SchemaFolder => "Postgres";

    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => await source.OpenConnectionAsync(cancellationToken);

    public async ValueTask<CheckpointResult> WriteAsync(CheckpointStatement statement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        await using var command = source.CreateCommand();
        statement.Bind(command);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        object[]? row = null;
        if (await reader.ReadAsync(cancellationToken))
        {
            reader.GetValues(row = new object[reader.FieldCount]);
        }

        await reader.CloseAsync();
        return new CheckpointResult(reader.RecordsAffected, row);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
