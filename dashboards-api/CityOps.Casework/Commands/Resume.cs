using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Goes on with a suspended case where it stood, with the time it had left.</summary>
public sealed record Resume(Guid CommandId) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "resume", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State.Stage is CaseStage.Suspended);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var (since, due) = (context.State.SuspendedAt ?? context.Now, context.State.SuspendedDueAt ?? context.Now);
        return Decision.Accept(new CaseResumed(due.Later(context.Now - since)));
    }
}
