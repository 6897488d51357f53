using System.Globalization;
using System.Text;
using System.Text.Json;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Storage;
using CityOps.EventLog;
using CityOps.Identity.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Casework;

/// <summary>Makes the district before the day begins: suspicions become cases by the product's own consumer, and orders go out by its own commands.</summary>
internal sealed class CaseworkSeed(CaseworkPlan plan, IServiceProvider services, BenchProgress progress)
{
    private const string Topic = "cityops.suspicions.v1";
    private const int AtOnce = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();

    /// <summary>The cases, those with orders first.</summary>
    public async Task<(List<string> Cases, List<(string WorkOrder, string Case, string Inspector)> Orders)> PlantAsync(CancellationToken cancellationToken)
    {
        var queries = services.GetRequiredService<ICaseQueries>();
        var held = await queries.CountAsync(cancellationToken);
        var (before, open) = (held.Sum(c => c.Cases), held.Where(c => c.Stage.IsOpen()).Sum(c => c.Cases));
        var missing = Math.Max(0, plan.Cases - open);
        await AppendAsync(before, missing, cancellationToken);
        for (var planted = before; planted < before + missing;)
        {
            await Task.Delay(Look, _time, cancellationToken);
            planted = (await queries.CountAsync(cancellationToken)).Sum(c => c.Cases);
            progress.Report(0.5 * (planted - before) / missing);
        }

        var cases = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await queries.ListAsync(new CaseFilter(Stages: [CaseStage.Detected]), new CasePageRequest(CaseSort.Score, 500, cursor), cancellationToken);
            cases.AddRange(page.Cases.Select(c => c.CaseId));
            cursor = page.Next;
        }

        var orders = new List<(string, string, string)>();
        for (var i = 0; i < plan.Orders; i++)
        {
            orders.Add(await DispatchAsync(cases[i], CaseworkPlan.Inspector(i % plan.Inspectors), cancellationToken));
            progress.Report(0.5 + (0.2 * i / plan.Orders));
        }

        await SettleAsync(cancellationToken);
        return (cases, orders);
    }

    // A district that has been at work for weeks has told the log, the indicators and the audit of it: what planting left to do is not part of the day.
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var (casework, operations, audit) = (services.GetRequiredService<ICaseworkDbFactory>(), services.GetRequiredService<IOperationsDbFactory>(), services.GetRequiredService<IAuditLog>());
        while (true)
        {
            await using var cases = casework.Create();
            await using var facts = operations.Create();
            var last = await cases.Events.MaxAsync(e => e.Position, cancellationToken);
            var (followed, audited) = (await facts.Followed.Where(f => f.Follower == "facts").MaxAsync(f => (long?)f.Position, cancellationToken) ?? 0, await audit.PositionOfAsync("casework", cancellationToken));
            if (followed >= last && !await cases.Outbox.AnyAsync(o => o.SentAt == null, cancellationToken)
                && !await cases.Events.AnyAsync(e => e.Position > audited && e.ActorRole != CaseRoles.System, cancellationToken))
            {
                return;
            }

            await Task.Delay(Look, _time, cancellationToken);
        }
    }

    private async Task<(string WorkOrder, string Case, string Inspector)> DispatchAsync(string caseId, string inspector, CancellationToken cancellationToken)
    {
        var commands = services.GetRequiredService<ICaseCommands>();
        var reviewer = new Actor("seed-reviewer", CaseRoles.Reviewer);
        var filed = await commands.HandleAsync(caseId, new Review(Guid.CreateVersion7(), ReviewDecision.Confirm, "over_occupancy", null), reviewer, null, cancellationToken);
        var sent = await commands.HandleAsync(caseId, new CreateWorkOrder(Guid.CreateVersion7(), inspector, "unit_1", null, null), reviewer, null, cancellationToken);
        return sent.Value?.WorkOrderId is { } order
            ? (order, caseId, inspector)
            : throw new InvalidOperationException($"The seed could not dispatch {caseId}: {filed.Refusal?.Message} {sent.Refusal?.Message}");
    }

    private async Task AppendAsync(int from, int count, CancellationToken cancellationToken)
    {
        var log = services.GetRequiredService<IEventLog>();
        var topic = await log.EnsureTopicAsync(Topic, 4, cancellationToken);
        var random = new Random(plan.Seed);
        foreach (var chunk in Enumerable.Range(from, count).Chunk(AtOnce))
        {
            await log.AppendAsync(Topic, [.. chunk.Select(i => new LogAppend(i % topic.Partitions, default, Encoding.UTF8.GetBytes(Suspicion(i, random)), []))], cancellationToken);
        }
    }

    private string Suspicion(int index, Random random) => JsonSerializer.Serialize(new
    {
        suspicion_id = string.Create(CultureInfo.InvariantCulture, $"bench-{index}"),
        scenario = "group-rental",
        subject = index.ToString(CultureInfo.InvariantCulture),
        started_at = _time.GetUtcNow().AddHours(-random.Next(1, 72)),
        revision = 1,
        state = "open",
        score = Math.Round(random.NextDouble(), 4),
        model_version = "bench",
        found_late = false,
        evidence = JsonSerializer.Serialize(new
        {
            town = CaseworkPlan.Town(index),
            grid_cell = string.Create(CultureInfo.InvariantCulture, $"cell-{index % 600}"),
            estimate = new { occupants = 9.2, low = 7.1, high = 11.4 },
            legal_limit = 4,
            curves = new { water = Enumerable.Range(0, 168).Select(h => (index + h) % 40) },
        }),
    });
}
