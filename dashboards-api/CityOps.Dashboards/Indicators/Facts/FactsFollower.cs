using System.Data;
using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Indicators.Facts;

/// <summary>
/// Follows casework's events by position and keeps the facts of every case that they touch. Facts and position are one transaction, and a case's facts
/// are made anew from its whole history, so that a kill between two batches or two followers at once change nothing.
/// </summary>
internal sealed class FactsFollower(
    ICaseworkDbFactory casework, IOperationsDbFactory operations, IOptions<DashboardsOptions> options, TimeProvider time, ILogger<FactsFollower> logger)
    : BackgroundService
{
    /// <summary>Raise it with every change of what facts say: all of them are then made anew at the next start.</summary>
    private const int Rules = 2;
    private const string Name = "facts";
    private const int BatchEvents = 500;

    /// <summary>Takes in every event there is.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(cancellationToken))
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CatchUpAsync(stoppingToken);
                await Task.Delay(TimeSpan.FromMilliseconds(options.Value.Dashboards.FactsPollMs), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Indicators could not follow casework; they go on where they were.");
                await Task.Delay(TimeSpan.FromSeconds(2), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var cases = casework.Create();
        await using var facts = operations.Create();
        var seen = await facts.Followed.AsNoTracking().FirstOrDefaultAsync(f => f.Follower == Name, cancellationToken);
        var from = seen?.Rules == Rules ? seen.Position : 0;
        if (!await cases.Events.AnyAsync(e => e.Position > from, cancellationToken) && seen?.Rules == Rules)
        {
            return false;
        }

        await using var transaction = await facts.Database.BeginTransactionAsync(cancellationToken);
        await facts.LockAsync(Name, cancellationToken);
        var held = await facts.Followed.FindAsync([Name], cancellationToken);
        if (held is null)
        {
            facts.Followed.Add(held = new FollowedRow { Follower = Name, Position = 0, Rules = Rules });
        }
        else if (held.Rules != Rules)
        {
            await ClearAsync(facts, cancellationToken);
            (held.Position, held.Rules) = (0, Rules);
        }

        var after = held.Position;
        var batch = await cases.Events.AsNoTracking().Where(e => e.Position > after).OrderBy(e => e.Position).Take(BatchEvents)
            .Select(e => new { e.Position, e.CaseId }).ToListAsync(cancellationToken);
        if (batch.Count > 0)
        {
            held.Position = batch[^1].Position;
            string[] ids = [.. batch.Select(e => e.CaseId).Distinct(StringComparer.Ordinal)];
            await ReplaceAsync(cases, facts, ids, cancellationToken);
        }

        await facts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return batch.Count == BatchEvents;
    }

    private static async Task ReplaceAsync(CaseworkDb cases, OperationsDb facts, string[] ids, CancellationToken cancellationToken)
    {
        await facts.CaseFacts.Where(f => ids.Contains(f.CaseId)).ExecuteDeleteAsync(cancellationToken);
        await facts.SuspicionFacts.Where(f => ids.Contains(f.CaseId)).ExecuteDeleteAsync(cancellationToken);
        await facts.OrderFacts.Where(f => ids.Contains(f.CaseId)).ExecuteDeleteAsync(cancellationToken);
        await facts.VisitFacts.Where(f => ids.Contains(f.CaseId)).ExecuteDeleteAsync(cancellationToken);
        await facts.CheckFacts.Where(f => ids.Contains(f.CaseId)).ExecuteDeleteAsync(cancellationToken);
        await facts.StageSpans.Where(f => ids.Contains(f.CaseId)).ExecuteDeleteAsync(cancellationToken);
        await foreach (var of in HistoriesAsync(cases, ids, cancellationToken))
        {
            facts.CaseFacts.Add(of.Case);
            facts.SuspicionFacts.AddRange(of.Suspicions);
            facts.OrderFacts.AddRange(of.Orders);
            facts.VisitFacts.AddRange(of.Visits);
            facts.CheckFacts.AddRange(of.Checks);
            facts.StageSpans.AddRange(of.Spans);
        }
    }

    private static async IAsyncEnumerable<CaseFacts> HistoriesAsync(
        CaseworkDb cases, string[] ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subjects = await cases.Cases.AsNoTracking().Where(c => ids.Contains(c.CaseId))
            .Select(c => new FactSubject(c.CaseId, c.Scenario, c.Subject, c.Town)).ToListAsync(cancellationToken);
        var labels = (await cases.Labels.AsNoTracking().Where(l => ids.Contains(l.CaseId)).ToListAsync(cancellationToken))
            .ToDictionary(l => (l.CaseId, l.Sequence), l => new HappeningLabel(Text.Of(l.Outcome), l.ModelVersion, Text.Of(l.FoundBy)));
        var events = await cases.Events.AsNoTracking().Where(e => ids.Contains(e.CaseId)).OrderBy(e => e.CaseId).ThenBy(e => e.Sequence).ToListAsync(cancellationToken);
        var histories = events.ToLookup(e => e.CaseId, StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            yield return CaseFacts.Of(subject, [.. histories[subject.CaseId].Select(e => new CaseHappening(
                e.Sequence, e.Kind, Text.Of(e.Stage), e.At, Parse(e.Payload), labels.GetValueOrDefault((e.CaseId, e.Sequence))))]);
        }
    }

    private static JsonElement Parse(string payload) => JsonSerializer.Deserialize<JsonElement>(payload);

    private static async Task ClearAsync(OperationsDb facts, CancellationToken cancellationToken)
    {
        await facts.CaseFacts.ExecuteDeleteAsync(cancellationToken);
        await facts.SuspicionFacts.ExecuteDeleteAsync(cancellationToken);
        await facts.OrderFacts.ExecuteDeleteAsync(cancellationToken);
        await facts.VisitFacts.ExecuteDeleteAsync(cancellationToken);
        await facts.CheckFacts.ExecuteDeleteAsync(cancellationToken);
        await facts.StageSpans.ExecuteDeleteAsync(cancellationToken);
    }
}
