using System.Collections.Concurrent;
using System.Diagnostics;
using CityOps.Casework.Queries;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Ingest.Appending;
using CityOps.Ingest.Jt808.Gateway;
using CityOps.Ingest.Jt808.Trucks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Latency;

/// <summary>One run: the whole host on a folder of its own, a fleet that drives, and among it loaded trucks that enter a forbidden area one after another.</summary>
internal sealed class LatencyRun(LatencyPlan plan, BenchProgress progress)
{
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan LastCases = TimeSpan.FromSeconds(15);

    private readonly DateTimeOffset _from = new(DateTimeOffset.UtcNow.AddHours(-6).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    private readonly ConcurrentDictionary<string, long> _enteredAt = new(StringComparer.Ordinal);
    private double _gcPauseShare;
    private int _fullCollections;

    public async Task<BenchReport> RunAsync(CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(new DirectoryInfo(plan.Folder));
        await using var app = CityOpsApplication.Build(new HostSettings(folder, HostRoles.All, HttpPort: 0, Demo: false, Composition.Scenarios.All) { LogsToStandardError = true });
        await app.StartAsync(cancellationToken);
        using var push = new CasePush(app.Urls.First(), LocalTokens.Of(folder).Issue(Roles.Analyst));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var fleet = new DrivingFleet(plan, _from);
        var following = push.FollowAsync(end.Token);
        try
        {
            await RegisterAsync(app, cancellationToken);
            var port = app.Services.GetRequiredService<ITerminalGateway>().Endpoint!.Port;
            await fleet.ConnectAsync(port, cancellationToken);
            await push.Open.WaitAsync(cancellationToken);
            var driving = fleet.RunAsync(end.Token);
            var rate = await ProbeAsync(port, fleet, push, cancellationToken);
            await end.CancelAsync();
            await Task.WhenAny(driving);
            return await ReportAsync(app, fleet, push, rate, cancellationToken);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAny(following);
            await app.StopAsync(CancellationToken.None);
        }
    }

    private async Task RegisterAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var appender = app.Services.GetRequiredService<ContractAppender>();
        var contracts = app.Services.GetRequiredService<ContractCatalog>();
        var valid = _from.AddDays(-30);
        var site = new Site("site-1", "Forbidden", SiteKind.Forbidden, ProbeTruck.ForbiddenWkt, null, valid, null);
        var trucks = Enumerable.Range(0, plan.Trucks).Select(i => TruckOf(LatencyPlan.BackgroundId(i), LatencyPlan.BackgroundPhone(i), valid))
            .Concat(Enumerable.Range(0, plan.AllProbes).Select(i => TruckOf(LatencyPlan.ProbeId(i), LatencyPlan.ProbePhone(i), valid)));
        using var sites = new DecodedRows(RowBatch.From([site]), []);
        using var rows = new DecodedRows(RowBatch.From(trucks), []);
        await appender.AppendAsync(contracts["sites"], sites, "upload:bench", new AppendReceipt(), cancellationToken);
        await appender.AppendAsync(contracts["trucks"], rows, "upload:bench", new AppendReceipt(), cancellationToken);
        while (app.Services.GetRequiredService<TruckDirectory>().Phones < plan.Trucks + plan.AllProbes)
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    private static Truck TruckOf(string id, string phone, DateTimeOffset valid) => new(id, null, null, phone, null, null, null, null, valid, null);

    private async Task<double> ProbeAsync(int port, DrivingFleet fleet, CasePush push, CancellationToken cancellationToken)
    {
        var probes = new List<ProbeTruck>();
        await Task.Delay(plan.Warmup, cancellationToken);
        await EnterOneByOneAsync(plan.Rehearsals, probes, port, cancellationToken);
        var (sentBefore, pausedBefore, fullBefore, clock) = (fleet.Sent, GC.GetTotalPauseDuration(), GC.CollectionCount(2), Stopwatch.StartNew());
        await EnterOneByOneAsync(plan.Probes, probes, port, cancellationToken);
        var rate = (fleet.Sent - sentBefore) / clock.Elapsed.TotalSeconds;
        (_gcPauseShare, _fullCollections) = ((GC.GetTotalPauseDuration() - pausedBefore) / clock.Elapsed, GC.CollectionCount(2) - fullBefore);
        for (var waited = Stopwatch.StartNew(); push.SeenAt.Count < plan.AllProbes && waited.Elapsed < LastCases;)
        {
            await Task.Delay(50, cancellationToken);
        }

        foreach (var probe in probes)
        {
            await probe.DisposeAsync();
        }

        return rate;
    }

    // A probe is made ready while the one before it is waited for: its history is part of the load, not of what is measured.
    private async Task EnterOneByOneAsync(int count, List<ProbeTruck> probes, int port, CancellationToken cancellationToken)
    {
        var (pace, clock) = (plan.Measured / plan.Probes, Stopwatch.StartNew());
        for (var index = 0; index < count; index++)
        {
            var probe = new ProbeTruck(probes.Count, _from);
            probes.Add(probe);
            await probe.PrepareAsync(port, cancellationToken);
            if ((pace * (index + 1)) - clock.Elapsed is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(left, cancellationToken);
            }

            if (probes.Count > plan.Rehearsals)
            {
                _enteredAt[probe.Id] = Stopwatch.GetTimestamp();
            }

            await probe.EnterAsync(cancellationToken);
            progress.Report((double)probes.Count / plan.AllProbes);
        }
    }

    private async Task<BenchReport> ReportAsync(WebApplication app, DrivingFleet fleet, CasePush push, double rate, CancellationToken cancellationToken)
    {
        var latencies = await LatenciesAsync(app, push, cancellationToken);
        using var own = Process.GetCurrentProcess();
        own.Refresh();
        var figures = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["rate"] = rate,
            ["p50_ms"] = Percentile(latencies, 0.5),
            ["p99_ms"] = Percentile(latencies, 0.99),
            ["max_ms"] = latencies.Count == 0 ? 0 : latencies[^1],
            ["incidents"] = latencies.Count,
            ["missing"] = plan.Probes - latencies.Count,
            ["answer_p50_ms"] = fleet.Times.WithinMs(0.5),
            ["answer_p99_ms"] = fleet.Times.WithinMs(0.99),
            ["peak_rss_mb"] = own.PeakWorkingSet64 / Megabyte,
        };
        var context = BenchReport.CommonContext();
        (context["trucks"], context["probes"], context["kind"]) = (plan.Trucks, plan.Probes, "off_route");
        (context["rehearsals"], context["gc_pause_share"], context["gc_full"]) = (plan.Rehearsals, _gcPauseShare, _fullCollections);
        return new BenchReport("latency", figures, context) { IsSound = latencies.Count == plan.Probes };
    }

    private async Task<List<double>> LatenciesAsync(WebApplication app, CasePush push, CancellationToken cancellationToken)
    {
        var queries = app.Services.GetRequiredService<ICaseQueries>();
        var latencies = new List<double>();
        foreach (var (caseId, seenAt) in push.SeenAt)
        {
            if (await queries.GetAsync(caseId, cancellationToken) is { } found && _enteredAt.TryGetValue(found.Case.Subject, out var enteredAt))
            {
                latencies.Add(Stopwatch.GetElapsedTime(enteredAt, seenAt).TotalMilliseconds);
            }
        }

        latencies.Sort();
        return latencies;
    }

    private static double Percentile(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * share) - 1)];
}
