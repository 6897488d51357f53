using System.Data.Common;
using Npgsql;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>Checkpoints in PostgreSQL, for more than one process.</summary>
public sealed class PostgresCheckpointDatabase(NpgsqlDataSource source) : ICheckpointDatabase, IAsyncDisposable
{
    public PostgresCheckpointDatabase(string connectionString)
        : this(NpgsqlDataSource.Create(connectionString))
    {
    }

    public string SchemaFolder => "Postgres";

    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => await source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
