namespace CityOps.Pipelines.Checkpoints;

/// <summary>
/// Runs the schema steps of a checkpoint database, each safe to run again, in one transaction. PostgreSQL's first step lets one process in at a time: its
/// <c>CREATE … IF NOT EXISTS</c> fails when two run it at once.
/// </summary>
internal static class CheckpointMigrator
{
    public static async ValueTask MigrateAsync(ICheckpointDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var step in Steps(database.SchemaFolder).Concat(Steps("Both")).OrderBy(step => step[step.IndexOf(".V", StringComparison.Ordinal)..], StringComparer.Ordinal))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = SqlText.Read(step);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static IReadOnlyList<string> Steps(string folder) => SqlText.Below($"Checkpoints.Sql.{folder}");
}
