using CityOps.Identity.Audit;
using CityOps.Identity.Secrets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Identity.Tests;

/// <summary>A data folder of its own for a test, and any number of "processes" on it.</summary>
public sealed class Some : IAsyncDisposable
{
    private readonly List<ServiceProvider> _processes = [];
    private readonly Dictionary<string, string?> _settings = new(StringComparer.Ordinal);

    public Some() => _settings["CityOps:DataFolder"] = Folder.FullName;

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("cityops-identity-");

    public string DatabasePath => Path.Combine(Folder.FullName, "identity.db");

    public Some With(string key, string? value)
    {
        _settings["CityOps:" + key] = value;
        return this;
    }

    /// <summary>Services as one process has them; each call is another process as far as the vault can tell.</summary>
    public ServiceProvider Process()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection().AddCityOpsIdentity(configuration).BuildServiceProvider();
        _processes.Add(services);
        return services;
    }

    public IIdentityVault Vault() => Process().GetRequiredService<IIdentityVault>();

    public IAuditLog AuditLog() => Process().GetRequiredService<IAuditLog>();

    public ISecretStore Secrets() => Process().GetRequiredService<ISecretStore>();

    /// <summary>What an intruder with the file could do.</summary>
    public int Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>All bytes of the database's files, the write-ahead log included.</summary>
    public byte[] DatabaseBytes()
    {
        while (true)
        {
            try
            {
                using var bytes = new MemoryStream();
                foreach (var file in Folder.EnumerateFiles("identity.db*"))
                {
                    using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                    stream.CopyTo(bytes);
                }

                return bytes.ToArray();
            }
            catch (FileNotFoundException)
            {
                // The last connection was closed meanwhile, by a test that clears all pools: its log is in the database now.
            }
        }
    }

    public static string?[] Meters(int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(i => FormattableString.Invariant($"SH-PD-METER-{i:D9}"))];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Folder.Delete(recursive: true);
    }
}
