using CityOps.Host.Commands;
using CityOps.Warehouse;
using CityOps.Warehouse.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Crash;

/// <summary>The tables of a stopped installation, opened as a copy so that what is counted there stays as it was left.</summary>
internal sealed class CrashTables : IAsyncDisposable
{
    /// <summary>Tables whose rows follow from others.</summary>
    public static readonly IReadOnlyList<string> Derived =
        ["consumption_hours", "consumption_intervals", "dwelling_days", "truck_stops", "truck_trips", "incidents"];

    /// <summary>Tables whose rows were sent. Their keys are the same in two runs that share a vault.</summary>
    public static readonly IReadOnlyList<string> Landed = ["readings", "truck_positions", "dead_letters"];

    private const string WithoutFinal = "\nSETTINGS final = 0";

    private readonly DirectoryInfo _copy;
    private readonly ServiceProvider _services;

    private CrashTables(DirectoryInfo copy, ServiceProvider services)
    {
        _copy = copy;
        _services = services;
    }

    public static async Task<CrashTables> OpenAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var copy = Directory.CreateTempSubdirectory("cityops-crash-count-");
        CopyFolder(new DirectoryInfo(Path.Combine(dataFolder, "warehouse")), copy.CreateSubdirectory("warehouse"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("CityOps:DataFolder", copy.FullName)]).Build();
        var services = new ServiceCollection().AddLogging().AddCityOpsWarehouse(configuration).BuildServiceProvider();
        var tables = new CrashTables(copy, services);
        await services.GetRequiredService<EmbeddedWarehouse>().StartAsync(cancellationToken);
        return tables;
    }

    /// <summary>How often each register value that was sent is in <c>readings</c>, by instant and value.</summary>
    public async Task<Dictionary<(long AtMs, double Register), long>> ReadingsByValueAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<(long, double), long>();
        await foreach (var row in Warehouse.QueryAsync(
            Statement("ReadingsByValue"), WarehouseParameters.None, reader => (reader.GetInt64(0), reader.GetDouble(1), reader.GetFieldValue<ulong>(2)), cancellationToken))
        {
            counts[(row.Item1, row.Item2)] = (long)row.Item3;
        }

        return counts;
    }

    /// <summary>The rows of a table: key and what it says, without the versions, which name places in a log.</summary>
    public Task<List<(string Key, string Value)>> RowsAsync(string table, CancellationToken cancellationToken) => ReadAsync(Statement(table), cancellationToken);

    /// <summary>What landing refused, by place in the log, as it lies in the parts: nothing is hidden by FINAL.</summary>
    public async Task<List<(string Key, string Value)>> LettersByPositionAsync(CancellationToken cancellationToken)
    {
        await Warehouse.ExecuteAsync("OPTIMIZE TABLE dead_letters FINAL", WarehouseParameters.None, cancellationToken);
        return await ReadAsync(Statement("DeadLettersByPosition") + WithoutFinal, cancellationToken);
    }

    /// <summary>The rows as they lie in the parts after everything was merged: nothing is hidden by FINAL.</summary>
    public async Task<List<(string Key, string Value)>> MergedRowsAsync(string table, CancellationToken cancellationToken)
    {
        await Warehouse.ExecuteAsync($"OPTIMIZE TABLE {table} FINAL", WarehouseParameters.None, cancellationToken);
        return await ReadAsync(Statement(table) + WithoutFinal, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _copy.Delete(recursive: true);
    }

    private IWarehouse Warehouse => _services.GetRequiredService<IWarehouse>();

    private async Task<List<(string Key, string Value)>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = new List<(string, string)>();
        await foreach (var row in Warehouse.QueryAsync(sql, WarehouseParameters.None, reader => (reader.GetString(0), reader.GetString(1)), cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static string Statement(string name)
    {
        using var stream = typeof(CrashTables).Assembly.GetManifestResourceStream($"CityOps.Host.Bench.Crash.Sql.{name}.sql")
            ?? throw new CommandException($"no statement is embedded for the table {name}.", exitCode: 1);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void CopyFolder(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories())
        {
            // The engine's symbolic links name its own folders by relative paths.
            if (folder.LinkTarget is { } target)
            {
                Directory.CreateSymbolicLink(Path.Combine(to.FullName, folder.Name), target);
            }
            else
            {
                CopyFolder(folder, to.CreateSubdirectory(folder.Name));
            }
        }
    }
}
