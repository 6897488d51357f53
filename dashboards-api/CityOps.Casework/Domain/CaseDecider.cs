using CityOps.Casework.Commands;
using CityOps.Casework.Elements;
using CityOps.Casework.Events;

namespace CityOps.Casework.Domain;

/// <summary>
/// Decides what follows from a command: a pure function of the state, the command, who gives it and when. It reads and writes nothing.
/// </summary>
public sealed class CaseDecider(CaseElementsPart elements, WorkCalendar calendar)
{
    /// <summary>The events that follow (none where the command changes nothing), or why it is refused and what is allowed instead.</summary>
    public Result<IReadOnlyList<ICaseEvent>, Refusal> Decide(CaseState state, ICaseCommand command, Actor actor, DateTimeOffset now)
    {
        var context = new CaseContext(state, elements, calendar, actor, now);
        var rule = command.Rule;
        if (!rule.Roles.Contains(actor.Role, StringComparer.Ordinal))
        {
            return Refuse(RefusalKind.WrongRole, $"The role '{actor.Role}' may not {rule.Kind}; these may: {string.Join(", ", rule.Roles)}.", context);
        }

        if (string.IsNullOrWhiteSpace(actor.Name) && !string.Equals(actor.Role, CaseRoles.System, StringComparison.Ordinal))
        {
            return Refuse(RefusalKind.WrongRole, $"A named person has to {rule.Kind}.", context);
        }

        if (!rule.Allows(context) || (state.Stage is CaseStage.None && command is not RecordSuspicion))
        {
            return Refuse(RefusalKind.WrongStage, $"Case {state.CaseId} is {Text.Of(state.Stage)}, which does not allow {rule.Kind}.", context);
        }

        var decision = command.Decide(context);
        return decision.Invalid is { } wrong
            ? Refuse(decision.Kind, wrong, context)
            : Result<IReadOnlyList<ICaseEvent>, Refusal>.Accept(decision.Events);
    }

    /// <summary>The commands a person may give now.</summary>
    public IReadOnlyList<CommandRule> Allowed(CaseState state, DateTimeOffset now) =>
        [.. CommandRules.Allowed(new CaseContext(state, elements, calendar, Actor.System, now))];

    private static Result<IReadOnlyList<ICaseEvent>, Refusal> Refuse(RefusalKind kind, string message, CaseContext context)
    {
        string[] allowed = [.. CommandRules.Allowed(context).Select(rule => rule.Kind)];
        var hint = kind is RefusalKind.WrongStage ? $" Allowed now: {(allowed.Length is 0 ? "nothing" : string.Join(", ", allowed))}." : "";
        return Result<IReadOnlyList<ICaseEvent>, Refusal>.Refuse(new(kind, message + hint, context.State.Stage, context.State.Version, allowed));
    }
}
