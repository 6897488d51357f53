using System.Globalization;
using CityOps.Warehouse.Embedded.Interop;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// The engine of one process: boots libchdb on the data folder with explicit memory limits and opens connections with the server's
/// default settings. A connection is opened for each request (0.2 ms) or kept by a session, so that nothing a request sets leaks into
/// the next.
/// </summary>
internal sealed class EngineCore : IDisposable
{
    // About a tenth of a core that others want: they go on however long a landing lasts.
    private const int MergeNiceness = 10;

    private static readonly TimeSpan FolderPatience = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<string> _arguments;
    private readonly ChdbConnection _anchor;
    private readonly FolderLock _folder;
    private readonly EngineOptions _options;
    private readonly Lock _anchorUse = new();

    internal EngineCore(EngineOptions options, ILogger logger)
    {
        _options = options;
        _folder = FolderLock.Take(options.DataFolder, FolderPatience);
        try
        {
            ChdbLibrary.Register();
            Chdb.SetSignalHandlersEnabled(0);
            _arguments = Arguments(options);
            _anchor = ChdbConnection.Open(_arguments);
            _anchor.Execute($"CREATE DATABASE IF NOT EXISTS {SqlIdentifier.Quote(options.Database)}");
            Settings = _anchor.Read("SELECT name FROM system.settings").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
            Formats = _anchor.Read("SELECT name FROM system.formats").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Version = _anchor.Read("SELECT version()").Trim();
            TimeZone = _anchor.Read("SELECT timezone()").Trim();
            logger.LogInformation("Engine {Version} opened, memory limit {MaxMemoryMb} MiB", Version, options.MaxMemoryMb);
        }
        catch
        {
            _anchor?.Dispose();
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>The query settings that this engine knows; others are dropped.</summary>
    internal IReadOnlySet<string> Settings { get; }

    /// <summary>The formats that this engine knows.</summary>
    internal IReadOnlySet<string> Formats { get; }

    internal string Version { get; }

    internal string TimeZone { get; }

    internal string DefaultDatabase => _options.Database;

    internal ChdbConnection Open() => ChdbConnection.Open(_arguments);

    /// <summary>Stops statements that were tagged with a log comment; they end with QUERY_WAS_CANCELLED.</summary>
    internal void Kill(string logComment)
    {
        lock (_anchorUse)
        {
            using var _ = _anchor.Query(
                "KILL QUERY WHERE Settings['log_comment'] = {tag:String} ASYNC"u8, "Null", new EngineParameters(["tag"], [logComment]));
        }
    }

    public void Dispose()
    {
        // A connection left open hangs or crashes the exit of the process.
        _anchor.Dispose();
        _ = Chdb.Shutdown();
        _folder.Dispose();
    }

    private static List<string> Arguments(EngineOptions options)
    {
        var total = options.MaxMemoryMb * 1024L * 1024L;
        List<string> arguments =
        [
            "clickhouse",
            $"--path={options.DataFolder}",
            Argument("max_server_memory_usage", total),
            Argument("max_memory_usage", total * 4 / 5),
            // Half of what a query may take: larger sorts and aggregations go to disk instead of failing.
            Argument("max_bytes_before_external_group_by", total * 2 / 5),
            Argument("max_bytes_before_external_sort", total * 2 / 5),
            Argument("mark_cache_size", total / 16),
            Argument("primary_index_cache_size", total / 16),
            Argument("index_mark_cache_size", total / 64),
            Argument("uncompressed_cache_size", 0),
            Argument("index_uncompressed_cache_size", 0),
            // Merges take what inserts and queries leave of the processors: rows that wait in a bulk landing come first.
            Argument("os_threads_nice_value_merge_mutate", MergeNiceness),
            // Readers see each row once, although replays put rows in again until a merge.
            "--final=1",
            "--async_insert=0",
        ];
        if (options.MaxThreads > 0)
        {
            arguments.Add(Argument("max_threads", options.MaxThreads));
        }

        return arguments;
    }

    private static string Argument(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");
}
