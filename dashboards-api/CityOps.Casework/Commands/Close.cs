using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Commands;

/// <summary>Ends a verified case (结案).</summary>
public sealed record Close(Guid CommandId, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "close", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State.Stage is CaseStage.Verified && c.State.Rectification is null or { Status: RectificationStatus.Rectified or RectificationStatus.Penalised });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) =>
        Check.Note(Note) is { } wrong ? Decision.Refuse(wrong) : Decision.Accept(new CaseClosed(
            Note,
            context.State.Rectification is { Status: RectificationStatus.Rectified },
            context.State.Found is Outcome.Confirmed or Outcome.OtherViolation && context.Elements.LookBack is { } again ? context.Due(again) : null));
}
