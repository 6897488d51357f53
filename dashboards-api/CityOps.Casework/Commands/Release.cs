using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>The registered use that holds a case was revoked: the case is to be looked at again. Given by CityOps itself.</summary>
/// <param name="Until">When that use would have run out: a hold for another reason stays.</param>
public sealed record Release(Guid CommandId, DateTimeOffset Until) : ICaseCommand
{
    public static CommandRule Rule { get; } = new("release", [CaseRoles.System], c => c.State.HeldUntil is not null);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) => context.State.HeldUntil == Until
        ? Decision.Accept(new HoldEnded("use_revoked", context.Due(context.Elements.Limits.Review)))
        : Decision.Nothing;
}
