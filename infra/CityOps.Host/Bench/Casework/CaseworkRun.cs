using System.Collections.Concurrent;
using System.Diagnostics;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Casework;

/// <summary>One run: the whole host, the district planted, the day's load, and afterwards whether everything that was accepted is there once.</summary>
internal sealed class CaseworkRun(CaseworkPlan plan, BenchProgress progress)
{
    public async Task<BenchReport> RunAsync(CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(new DirectoryInfo(plan.Folder));
        await using var app = CityOpsApplication.Build(new HostSettings(folder, HostRoles.Api, HttpPort: 0, Demo: false, Composition.Scenarios.All) { LogsToStandardError = true });
        await app.StartAsync(cancellationToken);
        try
        {
            var clock = Stopwatch.StartNew();
            var (cases, orders) = await new CaseworkSeed(plan, app.Services, progress).PlantAsync(cancellationToken);
            var planted = clock.Elapsed;
            var issuer = app.Services.GetRequiredService<TokenIssuer>();
            using var day = new CaseworkDay(plan, new Uri(app.Urls.First()), cases, orders, (role, name) => issuer.Issue(role, name, TimeSpan.FromHours(4)));
            await DriveAsync(day, cancellationToken);
            var (lost, doubled) = await CountAsync(app.Services.GetRequiredService<ICaseQueries>(), day, cancellationToken);
            return Report(day, lost, doubled, planted);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    // Open loop: each action starts at its time, whatever became of those before it.
    private async Task DriveAsync(CaseworkDay day, CancellationToken cancellationToken)
    {
        var random = new Random(plan.Seed);
        var (clock, running) = (Stopwatch.StartNew(), new ConcurrentBag<Task>());
        var (rate, total) = (plan.AnalystRate + plan.InspectorRate, plan.Warmup + plan.Measured);
        for (var next = TimeSpan.Zero; next < total; next += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / rate))
        {
            if (next - clock.Elapsed is var wait && wait > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(wait, cancellationToken);
            }

            var (due, counts, pick) = (next, next >= plan.Warmup, random.NextDouble());
            var analyst = random.NextDouble() * rate < plan.AnalystRate;
            running.Add(Task.Run(() => day.ActAsync(analyst, pick, counts, () => (clock.Elapsed - due).TotalMilliseconds, cancellationToken), cancellationToken));
            progress.Report(0.7 + (0.3 * (next / total)));
        }

        await Task.WhenAll(running);
    }

    private static async Task<(int Lost, int Doubled)> CountAsync(ICaseQueries queries, CaseworkDay day, CancellationToken cancellationToken)
    {
        var (lost, doubled) = (0, 0);
        foreach (var accepted in day.Accepted.GroupBy(a => a.CaseId, StringComparer.Ordinal))
        {
            var detail = await queries.GetAsync(accepted.Key, cancellationToken);
            lost += accepted.Count(a => detail?.History.Any(h => a.Kinds.Contains(h.Kind, StringComparer.Ordinal)) is not true);
            doubled += Math.Max(0, (detail?.WorkOrders.Count ?? 0) - 1);
        }

        return (lost, doubled);
    }

    private BenchReport Report(CaseworkDay day, int lost, int doubled, TimeSpan planted)
    {
        var all = day.Latencies.SelectMany(k => k.Value).Order().ToList();
        var figures = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["clients"] = plan.Analysts + plan.Inspectors,
            ["rate"] = Math.Round(all.Count / plan.Measured.TotalSeconds, 1),
            ["open_cases"] = plan.Cases,
            ["p50_ms"] = Percentile(all, 0.5),
            ["p99_ms"] = Percentile(all, 0.99),
            ["errors"] = day.Errors,
        };
        foreach (var (kind, latencies) in day.Latencies.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            figures[$"p99_{kind}_ms"] = Percentile([.. latencies.Order()], 0.99);
        }

        (figures["lost_updates"], figures["double_dispatches"]) = (lost, doubled);
        var context = BenchReport.CommonContext();
        (context["database"], context["analysts"], context["inspectors"], context["seconds"], context["seed"]) = (plan.Database, plan.Analysts, plan.Inspectors, plan.Measured.TotalSeconds, plan.Seed);
        (context["orders_out_before"], context["plant_s"], context["refused_second_dispatches"]) = (plan.Orders, Math.Round(planted.TotalSeconds, 1), day.RefusedSecondDispatches);
        (context["first_error"], context["requests"]) = (day.FirstError ?? "", all.Count);
        return new BenchReport("casework", figures, context) { IsSound = lost is 0 && doubled is 0 && day.Errors is 0 };
    }

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count is 0 ? 0 : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * share) - 1)], 1);
}
