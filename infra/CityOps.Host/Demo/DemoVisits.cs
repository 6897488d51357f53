using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Contracts.Events;
using CityOps.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Demo;

/// <summary>
/// Visits some of a new demonstration's suspected flats, and those drawn at random, as its people would, by the same commands: without outcomes nobody can train a model, compare two, or see where one errs. After most of them a version
/// is trained on what they found and scores beside the champion; the rest are what the two are held against. Leaves the surest to whoever tries the demonstration. Does nothing where a flat was decided before.
/// </summary>
internal sealed class DemoVisits(
    ICaseQueries cases, DemoHands hands, DemoTruth truth, DemoChallenger challenger, IIdentityVault vault, TimeProvider time, ILogger<DemoVisits> logger) : BackgroundService
{
    private const string Scenario = "group-rental";

    // A person of its own, so that the orders of whoever plays the inspector are theirs.
    private const string Inspector = "demo-inspector-2";
    private const int LeftAlone = 12;
    private const double FirstShare = 0.75;

    // Some are enough to show what becomes of an order where nobody opens; with all of them one person would have fifty.
    private const int ClosedDoors = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await truth.HouseholdsScored.WaitAsync(stoppingToken);
            await WorkAsync(stoppingToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A demonstration without visited flats is one all the same.
            logger.LogWarning(failed, "Demonstration: its flats could not be visited");
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var waiting = await WaitingAsync(stoppingToken);
        // A case that lapsed with its evidence was dismissed by nobody.
        if ((await cases.CountAsync(stoppingToken)).Any(c => string.Equals(c.Scenario, Scenario, StringComparison.Ordinal) && c.Stage is not (CaseStage.Detected or CaseStage.Dismissed)))
        {
            return;
        }

        var visits = await VisitsAsync(waiting, stoppingToken);
        var first = (int)(FirstShare * visits.Count);
        var closed = await VisitAllAsync(visits.Take(first), stoppingToken);
        logger.LogInformation("Demonstration: {Closed} flats are visited", closed);
        if (!await challenger.TrainAsync(stoppingToken))
        {
            return;
        }

        closed = await VisitAllAsync(visits.Skip(first), stoppingToken);
        logger.LogInformation("Demonstration: {Closed} more flats are visited, which the challenger had scored before", closed);
    }

    // Suspicions of one run come within a moment of each other.
    private async Task<IReadOnlyList<CaseSummary>> WaitingAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CaseSummary> seen = [];
        while (true)
        {
            var page = await cases.ListAsync(new CaseFilter(Scenario: Scenario, OpenOnly: false), new CasePageRequest(CaseSort.Score, Limit: 500), cancellationToken);
            if (page.Cases.Count > 0 && page.Cases.Count == seen.Count)
            {
                return [.. page.Cases.Where(c => c.Stage is CaseStage.Detected)];
            }

            seen = page.Cases;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // In the order of the dwellings' numbers, which is the same in each new demonstration; keys are not.
    private async Task<IReadOnlyList<(string CaseId, DemoHome Home)>> VisitsAsync(IReadOnlyList<CaseSummary> waiting, CancellationToken cancellationToken)
    {
        var homes = truth.Homes.OrderBy(h => h.Key, StringComparer.Ordinal).ToList();
        var keys = await vault.KeysOfAsync(IdentityKind.Dwelling, [.. homes.Select(h => h.Key)], cancellationToken);
        var bySubject = waiting.OrderByDescending(c => c.Score).Skip(LeftAlone).ToDictionary(c => c.Subject, c => c.CaseId, StringComparer.Ordinal);
        var visits = homes.Zip(keys)
            .Select(h => (CaseId: bySubject.GetValueOrDefault(h.Second.ToString(System.Globalization.CultureInfo.InvariantCulture)), Home: h.First.Value))
            .Where(v => v.CaseId is not null)
            .Select(v => (CaseId: v.CaseId!, v.Home)).ToList();
        var skipped = visits.Where(v => !v.Home.IsOpened).Skip(ClosedDoors).Select(v => v.CaseId).ToHashSet(StringComparer.Ordinal);
        return [.. visits.Where(v => !skipped.Contains(v.CaseId))];
    }

    private async Task<int> VisitAllAsync(IEnumerable<(string CaseId, DemoHome Home)> visits, CancellationToken cancellationToken)
    {
        var closed = 0;
        foreach (var (id, home) in visits)
        {
            closed += await VisitAsync(id, home, cancellationToken) ? 1 : 0;
        }

        return closed;
    }

    private async Task<bool> VisitAsync(string id, DemoHome home, CancellationToken cancellationToken) =>
        await hands.FileAsync(id, "over_occupancy", cancellationToken)
        && await hands.DispatchAsync(id, Inspector, "出示证件，清点房间和人数。", cancellationToken)
        && await hands.AcceptAsync(id, Inspector, cancellationToken)
        && await hands.ReportAsync(id, Inspector, order => Found(order, home), cancellationToken)
        && home.IsOpened
        && await hands.CloseAsync(id, cancellationToken);

    // Where nobody opens, the order stays open for another attempt.
    private static RecordOutcome Found(string order, DemoHome home) => !home.IsOpened
        ? new RecordOutcome(Guid.NewGuid(), order, Outcome.NoEntry, null, null, null, null, null)
        : new RecordOutcome(
            Guid.NewGuid(), order, home.IsRental ? Outcome.Confirmed : Outcome.NotFound, home.People, null, home.Violation, home.IsRental ? null : home.LawfulReason, null,
            "identity_shown=yes,rooms_counted=yes,people_counted=yes,partition_checked=yes,slip_left=yes");
}
