using System.Diagnostics;
using CityOps.Contracts.Codecs;

namespace CityOps.Host.Bench.Gateway;

/// <summary>One run: writes the bodies, then for each format sends an hour to a gateway that knows no meter, and all the others to one that knows them.</summary>
internal sealed class GatewayRun(GatewayPlan plan, BenchProgress progress)
{
    private const double Megabyte = 1024 * 1024;

    private readonly Dictionary<string, object> _figures = new(StringComparer.Ordinal);
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
        _figures[$"{name}_rows_per_s"] = hours.Sum(hour => (long)rowsOfHour[hour]) / took.TotalSeconds;
        _figures[$"{name}_cores"] = (own.TotalProcessorTime - cpu) / took;
        return took;
    }

    private async Task SendAsync(GatewayServer server, WireFormat format, int hour, int[] rowsOfHour, CancellationToken cancellationToken)
    {
        var accepted = await server.SendAsync(plan.BodyOf(format, hour), format, cancellationToken);
        Interlocked.Add(ref _accepted, accepted);
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
