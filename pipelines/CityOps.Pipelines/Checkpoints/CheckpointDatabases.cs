using Microsoft.Extensions.Configuration;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>Picks the checkpoint database that <c>CityOps:Database</c> names.</summary>
internal static class CheckpointDatabases
{
    /// <exception cref="InvalidOperationException">A setting is missing or unknown; the message names it.</exception>
    public static ICheckpointDatabase Of(IConfiguration configuration)
    {
        var provider = configuration["CityOps:Database:Provider"] ?? "sqlite";
        return provider.ToUpperInvariant() switch
        {
            "SQLITE" => new SqliteCheckpointDatabase(Path.Combine(Required(configuration, "CityOps:DataFolder"), "pipelines.db")),
            "POSTGRES" => new PostgresCheckpointDatabase(Required(configuration, "CityOps:Database:ConnectionString")),
            _ => throw new InvalidOperationException($"CityOps:Database:Provider is '{provider}'; it can be sqlite or postgres."),
        };
    }

    private static string Required(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{key} is needed to keep checkpoints.");
}
