using CityOps.Warehouse.Migrations;

namespace CityOps.Dashboards;

/// <summary>The statements of this project, embedded from the .sql files beside their callers.</summary>
internal static class DashboardsSql
{
    /// <param name="name">Folder and file, with dots, without the extension.</param>
    public static string Read(string name) => MigrationFiles.ReadOne(typeof(DashboardsSql).Assembly, $"CityOps.Dashboards.{name}.sql");
}
