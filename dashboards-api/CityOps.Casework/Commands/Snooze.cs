using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Puts a case out of sight until later; its deadline stays, and the case comes back before it.</summary>
/// <param name="Until">After now, at most 366 days ahead and not after the deadline; null brings the case back at once.</param>
public sealed record Snooze(Guid CommandId, DateTimeOffset? Until) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "snooze", [CaseRoles.Analyst, CaseRoles.Reviewer], c => c.State is { Stage: CaseStage.Detected or CaseStage.Triaged or CaseStage.Reopened, HeldUntil: null });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = Check.Ahead("until", Until, context.Now)
            ?? (Until > context.State.DueAt ? $"until is {Until:O}. It must not lie after the deadline, {context.State.DueAt:O}." : null);
        return wrong is not null ? Decision.Refuse(wrong) : Decision.Accept(new CaseSnoozed(Until?.ToUniversalTime()));
    }
}
