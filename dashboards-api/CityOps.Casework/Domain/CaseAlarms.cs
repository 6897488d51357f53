using CityOps.Casework.Elements;
using CityOps.Casework.Events;

namespace CityOps.Casework.Domain;

/// <summary>
/// What time alone will do to a case: a pure function of its state. The earliest instant is kept with the case in the database, so that a restart
/// loses no deadline.
/// </summary>
public static class CaseAlarms
{
    /// <summary>The earliest, or null where time does nothing.</summary>
    public static DateTimeOffset? Next(CaseState state, CaseElementsPart elements, WorkCalendar calendar) =>
        Of(state, elements, calendar).Select(alarm => (DateTimeOffset?)alarm.At).Min();

    /// <summary>Everything that has not been said yet, in the order of its instants.</summary>
    public static IReadOnlyList<(DateTimeOffset At, ICaseEvent Event)> Of(CaseState state, CaseElementsPart elements, WorkCalendar calendar) =>
        [.. OfClock(state, elements.Alarms).Concat(Others(state, elements, calendar)).OrderBy(alarm => alarm.At)];

    private static IEnumerable<(DateTimeOffset At, ICaseEvent Event)> OfClock(CaseState state, AlarmPolicy policy)
    {
        if (state.Clock is not { } clock)
        {
            yield break;
        }

        if (!clock.Warned && policy.WarnAtPercent is > 0 and < 100)
        {
            yield return (clock.From + ((clock.DueAt - clock.From) * (policy.WarnAtPercent / 100.0)), new DeadlineWarned(clock.DueAt));
        }

        if (!clock.Breached)
        {
            yield return (clock.DueAt, new DeadlineBreached(clock.DueAt));
        }

        for (var level = clock.Level; level < policy.Escalation.Count; level++)
        {
            yield return (clock.DueAt.LaterByHours(policy.Escalation[level].AfterHours), new DeadlineEscalated(clock.DueAt, level + 1, policy.Escalation[level].Role));
        }

        for (var count = clock.Reminders + 1; count <= policy.Reminders && policy.RemindEveryHours > 0; count++)
        {
            yield return (clock.DueAt.LaterByHours((long)count * policy.RemindEveryHours), new DeadlineReminded(clock.DueAt, count));
        }
    }

    private static IEnumerable<(DateTimeOffset At, ICaseEvent Event)> Others(CaseState state, CaseElementsPart elements, WorkCalendar calendar)
    {
        if (state is { Stage: CaseStage.Dispatched, OpenOrder: { Status: WorkOrderStatus.Open } order } && elements.Alarms.AcknowledgeMinutes is > 0 and var minutes
            && !string.Equals(state.UnacknowledgedOrder, order.WorkOrderId, StringComparison.Ordinal))
        {
            yield return (order.CreatedAt.Later(TimeSpan.FromMinutes(minutes)), new WorkOrderUnacknowledged(order.WorkOrderId, minutes));
        }

        if (state.HeldUntil is { } held)
        {
            yield return (held, new HoldEnded("expired", calendar.Add(held, elements.Limits.Review)));
        }

        if (state.Objection is { Answered: false, Overdue: false } objection)
        {
            yield return (objection.DueAt, new ObjectionOverdue(objection.ObjectionId));
        }

        if (state is { Stage: CaseStage.Closed, LookBackAt: { } again })
        {
            yield return (again, new LookBackDue());
        }
    }
}
