using CityOps.Casework.Elements;
using CityOps.Casework.Queries;

namespace CityOps.Casework.Dispatch;

/// <param name="Open">Open orders.</param>
public sealed record InspectorOnDuty(
    string Inspector, string Unit, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Skills, IReadOnlyList<string> GridCells, int Open, int Overdue);

/// <param name="Score">Higher is better; only its order means anything.</param>
/// <param name="Reasons">In the codes <c>grid_cell</c>, <c>unit</c>, <c>skill</c>, <c>load</c>.</param>
public sealed record Proposal(InspectorOnDuty Inspector, double Score, IReadOnlyList<string> Reasons);

/// <summary>Who is on duty with what they carry, and whom it proposes for a case: by authority, grid cell, unit, skill and load. A person dispatches.</summary>
public sealed class DispatchDesk(CaseElements elements, IWorkOrderQueries orders, ICaseQueries cases, WorkCalendar calendar, TimeProvider time)
{
    private const double OfGridCell = 4;
    private const double OfUnit = 2;
    private const double OfSkill = 1;
    private const double OfAnOrder = 0.25;
    private const double OfAnOverdueOrder = 0.5;

    public async Task<IReadOnlyList<InspectorOnDuty>> OnDutyAsync(CancellationToken cancellationToken)
    {
        var loads = (await orders.LoadsAsync(cancellationToken)).ToDictionary(l => l.Inspector, StringComparer.Ordinal);
        return [.. elements.Data.OnDuty(time.GetUtcNow()).Select(d => new InspectorOnDuty(
            d.Inspector, d.Unit, d.From, d.To, d.Skills, d.GridCells, loads.GetValueOrDefault(d.Inspector)?.Open ?? 0, loads.GetValueOrDefault(d.Inspector)?.Overdue ?? 0))];
    }

    /// <summary>The best first; null where there is no such case.</summary>
    public async Task<IReadOnlyList<Proposal>?> ProposeAsync(string caseId, bool enforcing, CancellationToken cancellationToken)
    {
        if (await cases.GetAsync(caseId, cancellationToken) is not { Case: var found, Now: var extras })
        {
            return null;
        }

        var (data, today) = (elements.Data, calendar.DayOf(time.GetUtcNow()));
        var unit = extras.ArbitratedUnit ?? data.UnitOf(found.GridCell);
        return [.. (await OnDutyAsync(cancellationToken))
            .Where(d => data.IsAuthorised(d.Inspector, found.Scenario, today, enforcing))
            .Where(d => extras.ArbitratedUnit is null || string.Equals(d.Unit, extras.ArbitratedUnit, StringComparison.Ordinal))
            .Select(d => Weigh(d, found, unit))
            .OrderByDescending(p => p.Score).ThenBy(p => p.Inspector.Inspector, StringComparer.Ordinal)];
    }

    private static Proposal Weigh(InspectorOnDuty duty, CaseSummary found, string? unit)
    {
        var (score, reasons) = (0.0, new List<string>());
        void Count(bool holds, double weight, string reason)
        {
            if (holds)
            {
                score += weight;
                reasons.Add(reason);
            }
        }

        Count(found.GridCell is { } cell && duty.GridCells.Contains(cell, StringComparer.Ordinal), OfGridCell, "grid_cell");
        Count(unit is not null && string.Equals(unit, duty.Unit, StringComparison.Ordinal), OfUnit, "unit");
        Count(duty.Skills.Contains(found.Scenario, StringComparer.Ordinal) || (found.Kind is { } kind && duty.Skills.Contains(kind, StringComparer.Ordinal)), OfSkill, "skill");
        Count(duty.Open is 0, 0, "load");
        return new(duty, score - (OfAnOrder * duty.Open) - (OfAnOverdueOrder * duty.Overdue), reasons);
    }
}
