using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Contracts.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Demo;

/// <summary>
/// Works the first few incidents of a new demonstration as its people would, by the same commands, so that the board, the phone, briefs and indicators have something to show. Takes the weakest of their kinds: a visitor finds
/// the strongest untouched. Household cases are left alone, since only a person who opened the evidence decides them. Does nothing where anybody worked before.
/// </summary>
internal sealed class DemoShift(ICaseQueries cases, ICaseCommands commands, TimeProvider time, ILogger<DemoShift> logger) : BackgroundService
{
    private const string Scenario = "muck-truck";
    private const int FewestNew = 12;

    // What a patrol goes out for; a faulty device is for a workshop.
    private static readonly string[] Kinds = ["off_route", "off_hours", "uncovered", "speeding"];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly Actor Reviewer = new("demo-reviewer", CaseRoles.Reviewer);
    private static readonly Actor Inspector = new("demo-inspector", CaseRoles.Inspector);
    private static readonly Actor Leader = new("demo-leader", CaseRoles.Leader);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await WorkAsync(stoppingToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A demonstration without worked cases is one all the same.
            logger.LogWarning(failed, "Demonstration: its first incidents could not be worked");
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var waiting = await WaitingAsync(stoppingToken);
        if ((await cases.CountAsync(stoppingToken)).Any(c => c.Stage is not CaseStage.Detected))
        {
            return;
        }

        Func<string, CancellationToken, Task<bool>>[] turns = [CloseAsync, ReportAsync, CloseAsync, AcceptAsync, DispatchAsync, FileAsync, DismissAsync("permitted"), DismissAsync("evidence_weak")];
        var worked = 0;
        foreach (var (id, turn) in waiting.TakeLast(turns.Length).Zip(turns))
        {
            worked += await turn(id, stoppingToken) ? 1 : 0;
        }

        logger.LogInformation("Demonstration: {Worked} of its first incidents are worked already", worked);
    }

    // The strongest first.
    private async Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await cases.ListAsync(new CaseFilter([CaseStage.Detected], Scenario), new CasePageRequest(CaseSort.Score, Limit: 500), cancellationToken);
            List<string> ofKind = [.. page.Cases.Where(c => Kinds.Contains(c.Kind, StringComparer.Ordinal)).Select(c => c.CaseId)];
            if (ofKind.Count >= FewestNew)
            {
                return ofKind;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private Func<string, CancellationToken, Task<bool>> DismissAsync(string reason) =>
        (id, cancellationToken) => GiveAsync(id, new Review(Guid.NewGuid(), ReviewDecision.Dismiss, reason, null), Reviewer, cancellationToken);

    private Task<bool> FileAsync(string id, CancellationToken cancellationToken) =>
        GiveAsync(id, new Review(Guid.NewGuid(), ReviewDecision.Confirm, "permit_breach", null), Reviewer, cancellationToken);

    private async Task<bool> DispatchAsync(string id, CancellationToken cancellationToken) =>
        await FileAsync(id, cancellationToken) && await GiveAsync(id, new CreateWorkOrder(Guid.NewGuid(), Inspector.Name, null, null, "核对车牌与处置证，拍现场照片。"), Reviewer, cancellationToken);

    private async Task<bool> AcceptAsync(string id, CancellationToken cancellationToken) =>
        await DispatchAsync(id, cancellationToken) && await GiveAsync(id, new AcceptWorkOrder(Guid.NewGuid(), OrderOf(id)), Inspector, cancellationToken);

    private async Task<bool> ReportAsync(string id, CancellationToken cancellationToken) =>
        await AcceptAsync(id, cancellationToken)
        && await GiveAsync(id, new RecordOutcome(Guid.NewGuid(), OrderOf(id), Outcome.Confirmed, null, null, null, null, null, "plate_seen=yes,permit_seen=yes,place_photographed=no"), Inspector, cancellationToken);

    private async Task<bool> CloseAsync(string id, CancellationToken cancellationToken) =>
        await ReportAsync(id, cancellationToken)
        && await GiveAsync(id, new Verify(Guid.NewGuid(), Passed: true, null), Leader, cancellationToken)
        && await GiveAsync(id, new Close(Guid.NewGuid(), null), Leader, cancellationToken);

    private static string OrderOf(string caseId) => CaseId.WorkOrder(caseId, 1);

    // Somebody who tries the demonstration may have taken the case up first: then it is theirs.
    private async Task<bool> GiveAsync(string id, ICaseCommand command, Actor actor, CancellationToken cancellationToken)
    {
        var answer = await commands.HandleAsync(id, command, actor, expectedVersion: null, cancellationToken);
        if (!answer.IsAccepted)
        {
            logger.LogInformation("Demonstration: {Command} of {CaseId} was refused: {Reason}", command.Rule.Kind, id, answer.Refusal.Message);
        }

        return answer.IsAccepted;
    }
}
