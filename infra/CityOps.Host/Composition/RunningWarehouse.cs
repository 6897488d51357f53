using System.Text.Json;
using CityOps.Host.Commands;
using Microsoft.Extensions.Configuration;

namespace CityOps.Host.Composition;

/// <summary>Settings by which another command reaches the warehouse of a running installation: the cluster's, or the embedded engine's account.</summary>
internal static class RunningWarehouse
{
    /// <exception cref="CommandException">No cluster is configured and nothing runs on the folder.</exception>
    public static IConfiguration Of(DataFolder folder, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration["CityOps:Warehouse:Url"]))
        {
            return configuration;
        }

        folder.ReadEndpoints();
        using var account = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "clickhouse.json")));
        return new ConfigurationBuilder()
            .AddConfiguration(configuration)
            .AddInMemoryCollection(
            [
                new("CityOps:Warehouse:Url", account.RootElement.GetProperty("url").GetString()),
                new("CityOps:Warehouse:User", account.RootElement.GetProperty("user").GetString()),
                new("CityOps:Warehouse:Password", account.RootElement.GetProperty("password").GetString()),
            ])
            .Build();
    }
}
