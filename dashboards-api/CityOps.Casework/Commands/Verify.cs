using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Somebody else than who reported checks the outcome (核查).</summary>
/// <param name="Passed">False sends the case back for another work order (返工); the note says why.</param>
public sealed record Verify(Guid CommandId, bool Passed, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "verify", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State.Stage is CaseStage.Handling && c.State.OutcomeBy is not null && !c.State.WorkOrders.Exists(o => o.IsOpen));

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var verifier = context.Actor.Name;
        if (string.Equals(verifier, context.State.OutcomeBy, StringComparison.Ordinal))
        {
            return Decision.Refuse($"{verifier} reported this outcome. Somebody else has to verify it.");
        }

        var wrong = Passed || !string.IsNullOrWhiteSpace(Note) ? Check.Note(Note) : "note is empty. Say why the outcome did not pass.";
        return wrong is not null ? Decision.Refuse(wrong)
            : Passed ? Decision.Accept(new OutcomeVerified(verifier, Note))
            : Decision.Accept(new OutcomeRejected(verifier, Note, context.Due(context.Elements.Limits.Dispatch)));
    }
}
