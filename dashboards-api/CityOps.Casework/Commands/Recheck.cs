using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Looks again, from the same angle as before (复查).</summary>
public sealed record Recheck(Guid CommandId, bool Rectified, string EvidenceRefs, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "recheck", [CaseRoles.Inspector, CaseRoles.Reviewer], c => c.State is { Stage: CaseStage.Verified, Rectification.Status: RectificationStatus.Ordered });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        // A reviewer judges pictures; of inspectors only who was sent knows what was to be set right.
        if (context.Actor.Role is CaseRoles.Inspector && !context.State.WorkOrders.Exists(o => WorkOrders.Went(o.Status) && WorkOrders.NotTheirs(o, context.Actor) is null))
        {
            return Decision.RefuseOwner($"No work order of {context.State.CaseId} is {context.Actor.Name}'s. Who was sent looks again, or a reviewer.");
        }

        var wrong = string.IsNullOrWhiteSpace(EvidenceRefs) ? "evidence is empty. Name the picture taken from the same angle." : Check.References(EvidenceRefs) ?? Check.Evidence(EvidenceRefs, Elements.NeededEvidence.Recheck, context.Elements) ?? Check.Note(Note);
        return wrong is not null
            ? Decision.Refuse(wrong)
            : Decision.Accept(new Rechecked(Rectified, Note, EvidenceRefs, Rectified ? null : context.Due(context.Elements.Limits.Verify)));
    }
}
