using Npgsql;

namespace CityOps.Dashboards.Tests;

/// <summary>
/// Where a server of the tests keeps its rows: SQLite files in its folder, or a database of its own on the server that CITYOPS_TEST_POSTGRES names. Every test
/// runs on PostgreSQL where CITYOPS_TEST_DATABASE is <c>postgres</c>; a folder that is left to the next server leads it to the same database.
/// </summary>
internal static class TestDatabase
{
    private const string Note = "database.txt";

    public static bool IsPostgres => Environment.GetEnvironmentVariable("CITYOPS_TEST_DATABASE") is "postgres";

    public static async Task<Dictionary<string, string?>> SettingsAsync(string folder, bool postgres)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (!postgres)
        {
            return settings;
        }

        var admin = SkipWithoutPostgres();
        var note = Path.Combine(folder, Note);
        if (!File.Exists(note))
        {
            var name = "dashboards_" + Guid.NewGuid().ToString("N");
            await ExecuteAsync(admin, $"CREATE DATABASE {name}");
            await File.WriteAllTextAsync(note, new NpgsqlConnectionStringBuilder(admin) { Database = name, MaxPoolSize = 20 }.ToString());
        }

        settings["CityOps:Database:Provider"] = "postgres";
        settings["CityOps:Database:ConnectionString"] = await File.ReadAllTextAsync(note);
        return settings;
    }

    public static async Task DropAsync(string folder)
    {
        var note = Path.Combine(folder, Note);
        if (File.Exists(note))
        {
            var name = new NpgsqlConnectionStringBuilder(await File.ReadAllTextAsync(note)).Database;
            await ExecuteAsync(Environment.GetEnvironmentVariable("CITYOPS_TEST_POSTGRES")!, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    /// <summary>The server's connection string; the running test is skipped where there is none.</summary>
    public static string SkipWithoutPostgres()
    {
        var admin = Environment.GetEnvironmentVariable("CITYOPS_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(admin), "CITYOPS_TEST_POSTGRES names no PostgreSQL server.");
        return admin!;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
