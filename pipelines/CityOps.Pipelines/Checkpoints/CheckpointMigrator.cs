namespace CityOps.Pipelines.Checkpoints;

/// <summary>Runs the schema steps of a checkpoint database, each safe to run again.</summary>
internal static class CheckpointMigrator
{
    public static async ValueTask MigrateAsync(ICheckpointDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var step in SqlText.Below($"Checkpoints.Sql.{database.SchemaFolder}"))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = SqlText.Read(step);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
