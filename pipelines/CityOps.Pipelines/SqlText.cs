using CityOps.Warehouse.Migrations;

namespace CityOps.Pipelines;

/// <summary>Reads the .sql files embedded in this assembly.</summary>
internal static class SqlText
{
    private const string Root = "CityOps.Pipelines.";

    /// <param name="name">Folders and file, joined by dots and below the project: <c>Checkpoints.Sql.List.sql</c>.</param>
    public static string Read(string name) => MigrationFiles.ReadOne(typeof(SqlText).Assembly, Root + name);

    /// <summary>The names of all statements below a folder, in the order of their names.</summary>
    public static IReadOnlyList<string> Below(string folder) =>
    [
        .. typeof(SqlText).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root + folder + ".", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => name[Root.Length..]),
    ];
}
