using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Moves the current deadline back (延期).</summary>
/// <param name="ReasonCode">A code, such as <c>appointment_made</c>.</param>
/// <param name="DueAt">After the deadline it replaces, at most 366 days ahead; a case that waits for longer is suspended.</param>
public sealed record Extend(Guid CommandId, string ReasonCode, DateTimeOffset DueAt, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "extend", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State is { Stage: CaseStage.Dispatched or CaseStage.Handling, OpenOrder: not null });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = Check.Identifier("reason_code", ReasonCode ?? "") ?? Check.Note(Note) ?? Check.Ahead("due_at", DueAt, context.Now)
            ?? (DueAt <= context.State.DueAt ? $"due_at is {DueAt:O}. It must lie after the present deadline, {context.State.DueAt:O}." : null);
        return wrong is not null ? Decision.Refuse(wrong) : Decision.Accept(new DeadlineExtended(ReasonCode!, Note, DueAt.ToUniversalTime()));
    }
}
