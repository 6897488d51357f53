using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Whoever is sent asks for more time (申请延期); a reviewer or leader decides.</summary>
public sealed record RequestExtension(Guid CommandId, string ReasonCode, DateTimeOffset DueAt, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "request_extension", [CaseRoles.Inspector], c => c.State is { Stage: CaseStage.Dispatched or CaseStage.Handling, OpenOrder: not null, ExtensionAsked: null });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        if (WorkOrders.NotTheirs(context.State.OpenOrder!, context.Actor) is { } other)
        {
            return Decision.RefuseOwner(other);
        }

        var wrong = Check.Identifier("reason_code", ReasonCode ?? "") ?? Check.Note(Note) ?? Check.Ahead("due_at", DueAt, context.Now)
            ?? (DueAt <= context.State.DueAt ? $"due_at is {DueAt:O}. It must lie after the present deadline, {context.State.DueAt:O}." : null);
        return wrong is not null
            ? Decision.Refuse(wrong)
            : Decision.Accept(new ExtensionRequested(ReasonCode!, Note, context.Actor.Name, DueAt.ToUniversalTime()));
    }
}
