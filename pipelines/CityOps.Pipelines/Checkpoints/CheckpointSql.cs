namespace CityOps.Pipelines.Checkpoints;

/// <summary>The store's statements, from the .sql files beside this one.</summary>
internal sealed record CheckpointSql(string TakeOver, string PersistPending, string Advance, string AdvanceWithState, string List, string Forget)
{
    public static CheckpointSql Load() => new(Read("TakeOver"), Read("PersistPending"), Read("Advance"), Read("Advance") + ";\n" + Read("PutState"), Read("List"), Read("Forget"));

    private static string Read(string name) => SqlText.Read($"Checkpoints.Sql.{name}.sql");
}
