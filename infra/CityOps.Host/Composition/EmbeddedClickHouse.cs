using System.Text.Json;

namespace CityOps.Host.Composition;

/// <summary>Where the embedded ClickHouse of a folder answers; its password stays in clickhouse.json.</summary>
internal static class EmbeddedClickHouse
{
    /// <returns>The address, or null where a cluster is configured.</returns>
    public static string? AddressIn(DataFolder folder)
    {
        var file = Path.Combine(folder.Path, "clickhouse.json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var account = JsonDocument.Parse(File.ReadAllText(file));
        return account.RootElement.GetProperty("url").GetString();
    }
}
