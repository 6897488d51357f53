using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Casework.Suspicions;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Commands;

/// <summary>What the elements' data says about who may be sent, or go: units that there are, uses that are registered as lawful, certificates that hold, visits that a town bears in a week.</summary>
/// <param name="knownUnitsOnly">Whether an order goes to units of the data alone, where it names any.</param>
internal sealed class SendingRules(CaseElements elements, WorkCalendar calendar, bool knownUnitsOnly)
{
    private const int MostUnitsNamed = 20;

    /// <returns>Why a command that sends somebody, or takes an order up, or files a case for that, can't be; null for every other.</returns>
    public async Task<string?> WhyNotAsync(CaseSession session, CaseState state, CaseElementsPart part, ICaseCommand command, Actor actor, CancellationToken cancellationToken) =>
        UnknownUnit(command) ?? command switch
        {
            AcceptWorkOrder taken => NotAuthorised(state, taken, actor, calendar.DayOf(session.Now)),
            Review { Decision: ReviewDecision.Confirm } => await RegisteredAsync(session, state, part, cancellationToken),
            CreateWorkOrder order => await RegisteredAsync(session, state, part, cancellationToken) ?? await NotSendableAsync(session, state, part, order, cancellationToken),
            _ => null,
        };

    // A case that lost its hold, or never got it, is held at the latest when somebody resumes it.
    private static async Task<string?> RegisteredAsync(CaseSession session, CaseState state, CaseElementsPart part, CancellationToken cancellationToken) =>
        await SubjectHolds.OfAsync(session, state, part, cancellationToken) is { ReasonCode: SubjectHold.LawfulUse } use
            ? $"The subject's use is registered as lawful until {use.Until:O}: nobody may be sent. "
                + (state.Stage is CaseStage.Filed or CaseStage.Returned ? "Suspend the case and resume it: then it is held and can be dismissed" : "Dismiss the case") + ", or have the registration revoked."
            : null;

    // Whoever takes an order up that was sent to a unit goes as if they had been sent.
    private string? NotAuthorised(CaseState state, AcceptWorkOrder taken, Actor actor, DateOnly today) =>
        state.Order(taken.WorkOrderId) is { } order && !elements.Data.IsAuthorised(actor.Name, state.Scenario, today, order.Enforcement)
            ? LacksCertificate(actor.Name, state.Scenario, order.Enforcement)
            : null;

    // Where the data names units, an order to another would be nobody's, and an arbiter's word for one would hold the case for ever.
    private string? UnknownUnit(ICaseCommand command)
    {
        IEnumerable<(string Field, string? Unit)> named = command switch
        {
            CreateWorkOrder order => [("unit", order.Unit), .. (order.AssistingUnits ?? []).Select(unit => ("assisting_units", (string?)unit))],
            Arbitrate arbitrated => [("unit", arbitrated.Unit)],
            _ => [],
        };
        var (field, unknown) = named.FirstOrDefault(n => n.Unit is { Length: > 0 } unit && knownUnitsOnly && !elements.Data.TakesUnit(unit));
        return unknown is null ? null
            : $"{field} {(field is "unit" ? "is" : "holds")} '{unknown}'. Name one of: {string.Join(", ", elements.Data.UnitCodes.Take(MostUnitsNamed))}.";
    }

    private static string LacksCertificate(string officer, string scenario, bool enforcement) =>
        $"{officer} has no certificate for {scenario} that holds today{(enforcement ? " and covers enforcement" : "")}.";

    // What the data says about who may go, and how many visits a town bears in a week.
    private async Task<string?> NotSendableAsync(
        CaseSession session, CaseState state, CaseElementsPart part, CreateWorkOrder order, CancellationToken cancellationToken)
    {
        var data = elements.Data;
        foreach (var officer in new[] { order.Inspector, order.SecondOfficer })
        {
            if (officer is { Length: > 0 } && !data.IsAuthorised(officer, state.Scenario, calendar.DayOf(session.Now), order.Enforcement))
            {
                return LacksCertificate(officer, state.Scenario, order.Enforcement);
            }
        }

        var town = state.Strongest?.Facts.Town;
        if (part.SubjectKind is not SubjectKind.Dwelling || data.VisitsPerWeek(state.Scenario, town) is not { } budget)
        {
            return null;
        }

        var monday = calendar.StartOfWeek(session.Now);
        var (scenario, cancelled) = (state.Scenario, WorkOrderStatus.Cancelled);
        var sent = await session.Db.WorkOrders.CountAsync(
            o => o.Town == town && o.Scenario == scenario && o.CreatedAt >= monday && o.Status != cancelled && o.LeadOrderId == null, cancellationToken);
        return sent < budget ? null : $"{town} has had {sent} of its {budget} visits this week. Snooze the case, or dismiss it as out_of_budget.";
    }
}
