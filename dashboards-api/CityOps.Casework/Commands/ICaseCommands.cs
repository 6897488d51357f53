using CityOps.Casework.Domain;

namespace CityOps.Casework.Commands;

/// <summary>Gives commands to cases. Each is one transaction; nothing of a refused command stays.</summary>
public interface ICaseCommands
{
    /// <summary>
    /// Handles a command. Its <see cref="ICaseCommand.CommandId"/> makes it idempotent: the same id and content gets the first answer again, with
    /// <see cref="CommandAccepted.Repeated"/>, and changes nothing more; the same id with other content is refused.
    /// </summary>
    /// <param name="caseOrWorkOrderId"><c>CASE-…</c>, or <c>WO-…</c> for the case that the work order belongs to.</param>
    /// <param name="expectedVersion">The version the caller saw; null takes the case as it is.</param>
    Task<Result<CommandAccepted, Refusal>> HandleAsync(
        string caseOrWorkOrderId, ICaseCommand command, Actor actor, long? expectedVersion, CancellationToken cancellationToken);
}

/// <param name="Version">The case's version after the command.</param>
/// <param name="WorkOrderId">The work order the command created or spoke of.</param>
/// <param name="Repeated">The command had been handled before.</param>
public sealed record CommandAccepted(string CaseId, long Version, CaseStage Stage, string? WorkOrderId, bool Repeated);
