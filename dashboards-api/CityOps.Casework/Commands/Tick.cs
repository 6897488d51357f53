using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Time has passed: what the deadlines of a case set off by now happens. Given by CityOps itself.</summary>
/// <param name="MayReopen">False where the subject has another open case, which then is the second look.</param>
public sealed record Tick(Guid CommandId, bool MayReopen = true) : ICaseCommand
{
    public static CommandRule Rule { get; } = new("tick", [CaseRoles.System], _ => true);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var due = CaseAlarms.Of(context.State, context.Elements, context.Calendar).Where(alarm => alarm.At <= context.Now).Select(alarm => alarm.Event).ToList();
        return due.Exists(e => e is LookBackDue) && MayReopen
            ? Decision.Accept([.. due, new CaseReopened("look_back", null, context.Due(context.Elements.Limits.Review))])
            : Decision.Accept(due);
    }
}
