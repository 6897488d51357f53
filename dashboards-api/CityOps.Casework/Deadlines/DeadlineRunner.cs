using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Events;
using CityOps.Casework.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Casework.Deadlines;

/// <summary>
/// Does what time alone does to cases, from the instants that the database keeps: run as often as one likes, by several processes, after any pause.
/// What was missed while nothing ran is done at the first run, each thing once. A case that fails
/// stops no other.
/// </summary>
public sealed class DeadlineRunner
{
    private const int CasesAtOnce = 100;
    private readonly CaseworkWriter _writer;
    private readonly ICaseworkDbFactory _databases;
    private readonly CaseElements _elements;
    private readonly WorkCalendar _calendar;
    private readonly CaseworkTuning _tuning;
    private readonly CaseworkMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<DeadlineRunner> _logger;

    internal DeadlineRunner(
        CaseworkWriter writer, ICaseworkDbFactory databases, CaseElements elements, WorkCalendar calendar, IOptions<CaseworkTuning> tuning, CaseworkMetrics metrics, TimeProvider time,
        ILogger<DeadlineRunner> logger) =>
        (_writer, _databases, _elements, _calendar, _tuning, _metrics, _time, _logger) = (writer, databases, elements, calendar, tuning.Value, metrics, time, logger);

    /// <summary>Everything that is due by now, and forgets commands too old to be sent again.</summary>
    /// <returns>How many events followed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var events = 0;
        var failed = new List<string>();
        while (await DueAsync(failed, cancellationToken) is { Count: > 0 } due)
        {
            var followed = 0;
            foreach (var caseId in due)
            {
                try
                {
                    followed += await _writer.WriteAsync(session => RingAsync(session, caseId, cancellationToken), cancellationToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // The deadlines of the others are kept; this one is tried again at the next run.
                    failed.Add(caseId);
                    _metrics.DeadlineFailed();
                    _logger.LogError(failure, "The deadline of {CaseId} could not be kept; it is tried again at the next run", caseId);
                }
            }

            events += followed;
            if (followed is 0)
            {
                break;
            }
        }

        await PruneAsync(cancellationToken);
        return events;
    }

    /// <summary>When something is due next; null where nothing is.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = _databases.Create();
        var next = await db.Cases.AsNoTracking().OrderBy(c => c.NextAlarmAt).Select(c => (DateTimeOffset?)c.NextAlarmAt).FirstOrDefaultAsync(cancellationToken);
        return next == Storage.Rows.CaseRow.NoClock ? null : next;
    }

    private async Task<List<string>> DueAsync(IReadOnlyList<string> without, CancellationToken cancellationToken)
    {
        var (now, scenarios) = (_time.GetUtcNow(), _elements.All.Select(e => e.Scenario).ToArray());
        await using var db = _databases.Create();
        return await db.Cases.AsNoTracking().Where(c => c.NextAlarmAt <= now && scenarios.Contains(c.Scenario) && !without.Contains(c.CaseId))
            .OrderBy(c => c.NextAlarmAt).Select(c => c.CaseId).Take(CasesAtOnce).ToListAsync(cancellationToken);
    }

    private async Task<int> RingAsync(CaseSession session, string caseId, CancellationToken cancellationToken)
    {
        var state = (await session.LoadAsync(caseId, cancellationToken))!;
        if (!_elements.TryGet(state.Scenario, out var part))
        {
            return 0;
        }

        var otherIsOpen = !state.Stage.IsOpen()
            && await session.Db.Cases.AnyAsync(c => c.Scenario == state.Scenario && c.Subject == state.Subject && c.IsOpen, cancellationToken);
        var decider = new CaseDecider(part, _calendar);
        var decided = decider.Decide(state, new Tick(Guid.Empty, MayReopen: !otherIsOpen), Actor.System, session.Now);
        IReadOnlyList<ICaseEvent> events = decided.Value ?? [];
        if (events.Count > 0)
        {
            await HoldAgain.AskAsync(session, session.Append(state, events, Actor.System), events, decider, part, cancellationToken);
        }
        else
        {
            await session.Db.Cases.Where(c => c.CaseId == caseId).ExecuteUpdateAsync(
                c => c.SetProperty(r => r.NextAlarmAt, CaseAlarms.Next(state, part, _calendar) ?? Storage.Rows.CaseRow.NoClock), cancellationToken);
        }

        return Math.Max(1, events.Count);
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var before = _time.GetUtcNow().AddDays(-_tuning.KeepCommandsDays);
        await _writer.MaintainAsync(db => db.ProcessedCommands.Where(c => c.At < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
