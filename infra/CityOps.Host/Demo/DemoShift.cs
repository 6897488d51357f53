using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Contracts.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Demo;

/// <summary>
/// Works some incidents of a new demonstration's trucks as its people would, by the same commands, so that the board, the phone, briefs and indicators have something to show. Takes the weakest of their kinds: a visitor finds
/// the strongest untouched. An inspector reports what is so, not what was suspected. Does nothing where anybody worked before.
/// </summary>
internal sealed class DemoShift(ICaseQueries cases, DemoHands hands, DemoTruth truth, TimeProvider time, ILogger<DemoShift> logger) : BackgroundService
{
    private const string Scenario = "muck-truck";
    private const string Inspector = "demo-inspector";
    private const int FewestNew = 12;

    // What a patrol goes out for; a faulty device is for a workshop.
    private static readonly string[] Kinds = ["off_route", "off_hours", "uncovered", "speeding"];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

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
        // A case that lapsed with its evidence was dismissed by nobody.
        if ((await cases.CountAsync(stoppingToken)).Any(c => string.Equals(c.Scenario, Scenario, StringComparison.Ordinal) && c.Stage is not (CaseStage.Detected or CaseStage.Dismissed)))
        {
            return;
        }

        Func<string, CancellationToken, Task<bool>>[] turns =
        [
            CloseAsync, CloseAsync, CloseAsync, ReportAsync, CloseAsync, AcceptAsync, DispatchAsync, FileAsync,
            (id, cancellationToken) => hands.DismissAsync(id, "permitted", cancellationToken), (id, cancellationToken) => hands.DismissAsync(id, "evidence_weak", cancellationToken),
        ];
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

    private Task<bool> FileAsync(string id, CancellationToken cancellationToken) => hands.FileAsync(id, "permit_breach", cancellationToken);

    private async Task<bool> DispatchAsync(string id, CancellationToken cancellationToken) =>
        await FileAsync(id, cancellationToken) && await hands.DispatchAsync(id, Inspector, "核对车牌与处置证，拍现场照片。", cancellationToken);

    private async Task<bool> AcceptAsync(string id, CancellationToken cancellationToken) =>
        await DispatchAsync(id, cancellationToken) && await hands.AcceptAsync(id, Inspector, cancellationToken);

    private async Task<bool> ReportAsync(string id, CancellationToken cancellationToken) =>
        await AcceptAsync(id, cancellationToken)
        && await cases.GetAsync(id, cancellationToken) is { } detail
        && await hands.ReportAsync(id, Inspector, order => Found(order, detail), cancellationToken);

    private async Task<bool> CloseAsync(string id, CancellationToken cancellationToken) =>
        await ReportAsync(id, cancellationToken) && await hands.CloseAsync(id, cancellationToken);

    private RecordOutcome Found(string order, CaseDetail detail)
    {
        var isSo = detail.Evidence.Any(e => truth.Did(detail.Case.Subject, detail.Case.Kind ?? "", e.StartedAt));
        return new RecordOutcome(Guid.NewGuid(), order, isSo ? Outcome.Confirmed : Outcome.NotFound, null, null, null, null, null, "plate_seen=yes,permit_seen=yes,place_photographed=no");
    }
}
