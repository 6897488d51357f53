using System.CommandLine;
using System.Diagnostics;
using CityOps.Host.Training;
using CityOps.Pipelines.Trucks.Tracing;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;

namespace CityOps.Host.Bench.Trace;

/// <summary>
/// <c>cityops bench trace</c>: who came by a driven point, through the product's own query, passes and ranking, over days of the volume of the real day of Shanghai, beside what
/// sensors and cameras told. All of it is made in SQL: the making is not measured.
/// </summary>
internal sealed class TraceBenchmark : IBenchmark
{
    /// <summary>The real day of 2018-10-16.</summary>
    private const long PositionsPerDay = 2_076_594;
    private const ulong Trucks = 1_000;
    private const double RadiusM = 500;
    private const int WarmUp = 20;
    private static readonly string[] Tables = ["truck_positions", "roadside_observations"];

    private readonly Option<long> _positions = new("--positions") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 100_000_000 };
    private readonly Option<int> _queries = new("--queries") { Description = "How many are timed.", HelpName = "N", DefaultValueFactory = _ => 2_000 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Decides which points are asked for.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public string Name => "trace";

    public string Description => "Ask who came within 500 m of driven points in 24 hours, and in 7 days, at a tenth of the positions and at all.";

    public IReadOnlyList<string> Examples { get; } = ["cityops bench trace --positions 100000000 --json"];

    public IReadOnlyList<Option> Options => [_positions, _queries, _seed];

    public async Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var (positions, queries, seed) = (arguments.GetValue(_positions), arguments.GetValue(_queries), arguments.GetValue(_seed));
        await using var scratch = await ScratchWarehouse.StartAsync(cancellationToken);
        var warehouse = scratch.Warehouse;
        foreach (var statement in Composition.Scenarios.Catalog().Of<WarehouseMigration>().SelectMany(m => m.Statements)
            .Where(s => Tables.Any(table => s.Contains($"EXISTS {table}\n", StringComparison.Ordinal))))
        {
            await warehouse.ExecuteAsync(statement, WarehouseParameters.None, cancellationToken);
        }

        var clock = Stopwatch.StartNew();
        var days = await FillAsync(warehouse, 0, positions / 10, progress, 0.1, cancellationToken);
        var tenth = await MeasureAsync(warehouse, days, queries / 10, TimeSpan.FromDays(1), seed, cancellationToken);
        days = await FillAsync(warehouse, days, positions - (positions / 10), progress, 0.7, cancellationToken);
        var filledSeconds = clock.Elapsed.TotalSeconds;
        var day = await MeasureAsync(warehouse, days, queries, TimeSpan.FromDays(1), seed, cancellationToken);
        progress.Report(0.9);
        var week = await MeasureAsync(warehouse, days, queries / 10, TimeSpan.FromDays(7), seed, cancellationToken);
        var context = BenchReport.CommonContext();
        (context["queries"], context["radius_m"], context["days"], context["seed"], context["fill_s"]) = (queries, RadiusM, days, seed, filledSeconds);
        (context["passes_a_query"], context["empty_queries"]) = (day.Passes, day.Empty);
        (context["p50_ms_tenth"], context["p99_ms_tenth"]) = (tenth.P50, tenth.P99);
        (context["p50_ms_7_days"], context["p99_ms_7_days"]) = (week.P50, week.P99);
        return new BenchReport(Name, new Dictionary<string, object>(StringComparer.Ordinal) { ["positions"] = positions, ["p50_ms"] = day.P50, ["p99_ms"] = day.P99 }, context)
        {
            IsSound = day.Empty == 0,
        };
    }

    // A day a partition, one insert a day.
    private static async Task<int> FillAsync(IWarehouse warehouse, int firstDay, long positions, BenchProgress progress, double share, CancellationToken cancellationToken)
    {
        var (day, left) = (firstDay, positions);
        while (left > 0)
        {
            var count = Math.Min(left, PositionsPerDay);
            var parameters = new WarehouseParameters { ["day"] = (ulong)day, ["count"] = (ulong)count, ["trucks"] = Trucks };
            await warehouse.ExecuteAsync(Sql("FillDay"), parameters, cancellationToken);
            await warehouse.ExecuteAsync(Sql("FillSensors"), new WarehouseParameters { ["day"] = (ulong)day }, cancellationToken);
            (day, left) = (day + 1, left - count);
            progress.Report(share * (positions - left) / positions);
        }

        return day;
    }

    private static async Task<Latencies> MeasureAsync(IWarehouse warehouse, int days, int queries, TimeSpan span, ulong seed, CancellationToken cancellationToken)
    {
        var parameters = new WarehouseParameters { ["first_day"] = (ulong)Math.Max(0, days - 10), ["seed"] = seed, ["count"] = (ulong)(queries + WarmUp) };
        var places = new List<(double Lon, double Lat, DateTimeOffset At)>();
        await foreach (var place in warehouse.QueryAsync(
            Sql("DrivenPoints"), parameters, row => (row.GetDouble(0), row.GetDouble(1), new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(2), DateTimeKind.Utc))), cancellationToken))
        {
            places.Add(place);
        }

        var (times, passes, empty) = (new List<double>(), 0L, 0);
        foreach (var (lon, lat, at) in places)
        {
            var clock = Stopwatch.StartNew();
            var found = await TruckTrace.FindAsync(warehouse, new TraceRequest(lon, lat, RadiusM, at.AddSeconds(1) - span, at.AddSeconds(1)), cancellationToken);
            times.Add(clock.Elapsed.TotalMilliseconds);
            passes += found.Count;
            empty += found.Count == 0 ? 1 : 0;
        }

        var sorted = times.Skip(WarmUp).Order().ToList();
        return new Latencies(sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)], (double)passes / places.Count, empty);
    }

    private static string Sql(string name)
    {
        using var stream = typeof(TraceBenchmark).Assembly.GetManifestResourceStream($"CityOps.Host.Bench.Trace.{name}.sql")
            ?? throw new InvalidOperationException($"This build lacks {name}.sql.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record Latencies(double P50, double P99, double Passes, int Empty);
}
