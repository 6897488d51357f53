using System.Reflection;

namespace CityOps.Dashboards;

/// <summary>The statements of this project, embedded from the .sql files beside their callers.</summary>
internal static class DashboardsSql
{
    /// <param name="name">Folder and file, with dots, without the extension.</param>
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"CityOps.Dashboards.{name}.sql")
            ?? throw new InvalidOperationException($"No statement '{name}' is embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
