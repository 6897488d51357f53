namespace CityOps.Pipelines.Checkpoints;

/// <summary>The store's statements, from the .sql files beside this one; those that belong together are one transaction.</summary>
internal sealed record CheckpointSql(string TakeOver, string PersistPending, string Advance, string AdvanceWithState, string List, string Forget)
{
    public static CheckpointSql Load() => new(
        Read("TakeOver", "ReadTaken"), Read("PersistPending"), Read("Advance"), Read("Advance", "PutState"), Read("List"), Read("Forget", "ForgetState"));

    private static string Read(params string[] names) => string.Join(";\n", names.Select(name => SqlText.Read($"Checkpoints.Sql.{name}.sql").TrimEnd()));
}
