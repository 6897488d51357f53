using System.Globalization;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Casework.Suspicions;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Dispatch;

/// <summary>Applies the dispatch rules of the data to truck incidents that nobody took up yet; a household's case is beyond it by the machine's own rule.</summary>
public sealed class RuleDispatch
{
    private const int AtOnce = 200;
    private readonly CaseworkWriter _writer;
    private readonly ICaseworkDbFactory _databases;
    private readonly CaseElements _elements;
    private readonly WorkCalendar _calendar;

    internal RuleDispatch(CaseworkWriter writer, ICaseworkDbFactory databases, CaseElements elements, WorkCalendar calendar) =>
        (_writer, _databases, _elements, _calendar) = (writer, databases, elements, calendar);

    /// <returns>How many orders went out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var rule in _elements.Data.Of("dispatch_rule"))
        {
            if (!_elements.TryGet(rule["scenario"], out var part) || part.ReviewBeforeDispatch)
            {
                continue;
            }

            var (scenario, kind, town) = (rule["scenario"], rule["kind"], rule["town"]);
            var least = double.Parse(rule["min_score"], CultureInfo.InvariantCulture);
            await using var db = _databases.Create();
            var ids = await db.Cases.AsNoTracking()
                .Where(c => c.IsOpen && c.Scenario == scenario && c.Stage == CaseStage.Detected && c.Kind == kind && c.Score >= least)
                .Where(c => town.Length == 0 || c.Town == town)
                .OrderByDescending(c => c.Score).Select(c => c.CaseId).Take(AtOnce).ToListAsync(cancellationToken);
            foreach (var id in ids)
            {
                sent += await _writer.WriteAsync(session => SendAsync(session, id, part, rule["unit"], cancellationToken), cancellationToken);
            }
        }

        return sent;
    }

    private async Task<int> SendAsync(CaseSession session, string caseId, CaseElementsPart part, string unit, CancellationToken cancellationToken)
    {
        var state = (await session.LoadAsync(caseId, cancellationToken))!;
        var use = await SubjectHolds.OfAsync(session, state, part, cancellationToken) is { ReasonCode: SubjectHold.LawfulUse } registered ? registered : null;
        ICaseCommand command = use is null ? new DispatchByRule(Guid.Empty, unit) : new Hold(Guid.Empty, use);
        var decided = new CaseDecider(part, _calendar).Decide(state, command, Actor.System, session.Now);
        if (!decided.IsAccepted)
        {
            return 0;
        }

        session.Append(state, decided.Value, Actor.System);
        return use is null ? 1 : 0;
    }
}
