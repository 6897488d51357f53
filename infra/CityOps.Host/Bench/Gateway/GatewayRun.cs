using System.Collections.Concurrent;
using System.Diagnostics;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.EventLog;
using CityOps.Host.Bench.Landing;
using CityOps.Pipelines.Landing;

namespace CityOps.Host.Bench.Gateway;

/// <summary>One run: writes the bodies, then for each format sends an hour to a gateway that knows no meter, and all the others to one that knows them.</summary>
internal sealed class GatewayRun(GatewayPlan plan, BenchProgress progress)
{
    private const double Megabyte = 1024 * 1024;

    private readonly Dictionary<string, object> _figures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<WireFormat, long> _appended = new();
    private long _timedRows;
    private long _sent;
    private long _accepted;

    public async Task<BenchReport> RunAsync(CancellationToken cancellationToken)
    {
        var rowsOfHour = await Bodies.WriteAsync(plan, cancellationToken);
        var sending = TimeSpan.Zero;
        foreach (var format in plan.Formats)
        {
            sending += await MeasureAsync(format, rowsOfHour, cancellationToken);
        }

        var rate = _timedRows / sending.TotalSeconds;
        var landing = await LandingRowsPerSecondAsync(plan.Formats[^1], cancellationToken);
        (_figures["rows_per_s"], _figures["bare_rows_per_s"], _figures["ratio"]) = (rate, landing, rate / landing);
        using var own = Process.GetCurrentProcess();
        own.Refresh();
        _figures["peak_rss_mb"] = own.PeakWorkingSet64 / Megabyte;
        var context = BenchReport.CommonContext();
        (context["rows"], context["meters"], context["seed"], context["senders"]) = (plan.Rows, plan.Homes * 3, plan.Seed, plan.Senders);
        return new BenchReport("gateway", _figures, context) { IsSound = _sent == _accepted };
    }

    private async Task<TimeSpan> MeasureAsync(WireFormat format, int[] rowsOfHour, CancellationToken cancellationToken)
    {
        var name = format is WireFormat.Csv ? "csv" : "arrow";
        await using var server = await GatewayServer.StartAsync(plan.DataOf(format), cancellationToken);
        var clock = Stopwatch.StartNew();
        await SendAsync(server, format, 0, rowsOfHour, cancellationToken);
        _figures[$"{name}_first_time_rows_per_s"] = rowsOfHour[0] / clock.Elapsed.TotalSeconds;

        // Once more, so that the runtime has compiled the path as it does in a process that has run for a while.
        for (var hour = 0; hour < GatewayPlan.Hours; hour++)
        {
            await SendAsync(server, format, hour, rowsOfHour, cancellationToken);
        }

        var hours = HoursFor(rowsOfHour);
        using var own = Process.GetCurrentProcess();
        var cpu = own.TotalProcessorTime;
        clock.Restart();
        await Parallel.ForEachAsync(
            hours,
            new ParallelOptions { MaxDegreeOfParallelism = plan.Senders, CancellationToken = cancellationToken },
            async (hour, token) => await SendAsync(server, format, hour, rowsOfHour, token));
        var took = clock.Elapsed;
        own.Refresh();
        var rows = hours.Sum(hour => (long)rowsOfHour[hour]);
        _timedRows += rows;
        _figures[$"{name}_rows_per_s"] = rows / took.TotalSeconds;
        _figures[$"{name}_cpu_us_per_row"] = (own.TotalProcessorTime - cpu).TotalMicroseconds / rows;
        _figures[$"{name}_cores"] = (own.TotalProcessorTime - cpu) / took;
        return took;
    }

    // The landing benchmark's own stage, on the log that the gateway has just filled.
    private async Task<double> LandingRowsPerSecondAsync(WireFormat format, CancellationToken cancellationToken)
    {
        var batches = new LandingOptions().MaxBatchRows;
        var landing = new LandingPlan(
            plan.DataOf(format), GatewayPlan.Contract, WireFormat.Arrow, _appended[format], new EventLogOptions().Partitions, batches, plan.Seed, Bootstrap: null, BatchSplitter.DefaultMessageBytes);
        var found = await LandingChild.RunAsync(new LandingTask(LandingStage.Land, landing, Path.Combine(plan.Folder, "landing")), cancellationToken);
        return _appended[format] / found.Seconds;
    }

    private async Task SendAsync(GatewayServer server, WireFormat format, int hour, int[] rowsOfHour, CancellationToken cancellationToken)
    {
        var accepted = await server.SendAsync(plan.BodyOf(format, hour), format, cancellationToken);
        Interlocked.Add(ref _accepted, accepted);
        _appended.AddOrUpdate(format, accepted, (_, before) => before + accepted);
        var sent = Interlocked.Add(ref _sent, rowsOfHour[hour]);
        progress.Report((double)sent / (plan.Rows * plan.Formats.Count));
    }

    private List<int> HoursFor(int[] rowsOfHour)
    {
        var hours = new List<int>();
        for (var (rows, hour) = (0L, 0); rows < plan.Rows; hour = (hour + 1) % GatewayPlan.Hours)
        {
            hours.Add(hour);
            rows += rowsOfHour[hour];
        }

        return hours;
    }
}
