using System.CommandLine;
using System.Diagnostics;
using CityOps.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Storage;

/// <summary>
/// <c>cityops bench storage</c>: what a reading costs on disk. Simulated homes with three meters each are read once an hour, each meter at its own
/// minute and some seconds beside it; every hour goes into the real schema as landing would put it in, one insert a partition of the log, and the
/// engine merges when it likes.
/// </summary>
internal sealed class StorageBenchmark : IBenchmark
{
    private const string Table = "readings";
    private const int HoursBeforeMerges = 24;

    // A table of fewer rows says nothing of what a row takes.
    private const int LeastRows = 1_000;
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Option<int> _homes = new("--homes") { Description = "Simulated homes: three registers each, water, electricity and gas.", HelpName = "N", DefaultValueFactory = _ => 20_000 };
    private readonly Option<int> _days = new("--days") { Description = "Days of hourly readings.", HelpName = "N", DefaultValueFactory = _ => 30 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Everything random follows from it.", HelpName = "N", DefaultValueFactory = _ => 1UL };
    private readonly Option<DirectoryInfo?> _keep = new("--keep") { Description = "Leave the data folder there, which must not exist yet, to look at with 'cityops up --data'.", HelpName = "DIR" };

    public string Name => "storage";

    public string Description => "Bytes a reading on disk, fed hour by hour: as inserted, and after the engine's own merges.";

    public IReadOnlyList<string> Examples => [
        "cityops bench storage --json",
        "cityops bench storage --homes 2000 --keep storage-data   # then look around: cityops up --data storage-data",
    ];

    public IReadOnlyList<Option> Options => [_homes, _days, _seed, _keep];

    public async Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var (homes, days, seed) = (arguments.GetValue(_homes), arguments.GetValue(_days), arguments.GetValue(_seed));
        await using var scratch = await ScratchWarehouse.StartAsync(arguments.GetValue(_keep), cancellationToken);
        var warehouse = scratch.Services.GetRequiredService<IWarehouse>();
        var sizes = new TableSizes(warehouse);
        var clock = Stopwatch.StartNew();

        // All hours look alike: those of the first day are counted before the engine may merge them.
        var feed = new HourlyFeed(warehouse, seed);
        var beforeMerges = new TableSize(Table, 0, 0, 0);
        await sizes.AllowMergesAsync(allowed: false, cancellationToken);
        await foreach (var hour in feed.FeedAsync(homes, From, days, cancellationToken))
        {
            if (hour == HoursBeforeMerges)
            {
                beforeMerges = await sizes.OfAsync(Table, cancellationToken);
                await sizes.AllowMergesAsync(allowed: true, cancellationToken);
            }

            progress.Report(hour / (days * 24.0));
        }

        var fed = clock.Elapsed;
        await sizes.WaitUntilQuietAsync(cancellationToken);
        var figures = await FiguresAsync(sizes, beforeMerges, cancellationToken);
        figures["feed_s"] = fed.TotalSeconds;
        figures["seconds"] = clock.Elapsed.TotalSeconds;
        var context = BenchReport.CommonContext();
        (context["homes"], context["registers"], context["days"], context["rows"], context["seed"]) = (homes, homes * 3, days, feed.Rows, seed);
        context["engine"] = await sizes.EngineVersionAsync(cancellationToken);
        return new BenchReport(Name, figures, context) { IsSound = feed.Rows == (await sizes.OfAsync(Table, cancellationToken)).Rows };
    }

    private static async Task<Dictionary<string, object>> FiguresAsync(TableSizes sizes, TableSize beforeMerges, CancellationToken cancellationToken)
    {
        var tables = await sizes.AllAsync(cancellationToken);
        var readings = tables.Single(table => string.Equals(table.Table, Table, StringComparison.Ordinal));
        var figures = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["bytes_per_reading"] = readings.BytesPerRow,
            ["bytes_per_reading_before_merge"] = beforeMerges.BytesPerRow,
            ["parts"] = readings.Parts,
            ["mb_on_disk"] = readings.Bytes / 1e6,
        };
        var columns = await sizes.ColumnsAsync(cancellationToken);
        foreach (var table in tables.Where(table => table.Rows >= LeastRows))
        {
            figures[$"{table.Table}_bytes_per_row"] = table.BytesPerRow;
            foreach (var (column, bytes) in columns[table.Table])
            {
                figures[$"{table.Table}.{column}"] = (double)bytes / table.Rows;
            }
        }

        return figures;
    }
}
