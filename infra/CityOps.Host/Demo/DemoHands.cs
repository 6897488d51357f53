using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Demo;

/// <summary>The demonstration's people: they give the commands that anybody in their roles could. Somebody who tries the demonstration may have taken a case up first: then it is theirs.</summary>
internal sealed class DemoHands(ICaseCommands commands, ILogger<DemoHands> logger)
{
    private static readonly Actor Reviewer = new("demo-reviewer", CaseRoles.Reviewer);
    private static readonly Actor Leader = new("demo-leader", CaseRoles.Leader);

    public Task<bool> DismissAsync(string id, string reason, CancellationToken cancellationToken) =>
        GiveAsync(id, new Review(Guid.NewGuid(), ReviewDecision.Dismiss, reason, null), Reviewer, cancellationToken);

    public Task<bool> FileAsync(string id, string reason, CancellationToken cancellationToken) =>
        GiveAsync(id, new Review(Guid.NewGuid(), ReviewDecision.Confirm, reason, null), Reviewer, cancellationToken);

    public Task<bool> DispatchAsync(string id, string inspector, string instructions, CancellationToken cancellationToken) =>
        GiveAsync(id, new CreateWorkOrder(Guid.NewGuid(), inspector, null, null, instructions), Reviewer, cancellationToken);

    public Task<bool> AcceptAsync(string id, string inspector, CancellationToken cancellationToken) =>
        GiveAsync(id, new AcceptWorkOrder(Guid.NewGuid(), OrderOf(id)), new Actor(inspector, CaseRoles.Inspector), cancellationToken);

    /// <param name="found">Takes the work order's id.</param>
    public Task<bool> ReportAsync(string id, string inspector, Func<string, RecordOutcome> found, CancellationToken cancellationToken) =>
        GiveAsync(id, found(OrderOf(id)), new Actor(inspector, CaseRoles.Inspector), cancellationToken);

    public async Task<bool> CloseAsync(string id, CancellationToken cancellationToken) =>
        await GiveAsync(id, new Verify(Guid.NewGuid(), Passed: true, null), Leader, cancellationToken)
        && await GiveAsync(id, new Close(Guid.NewGuid(), null), Leader, cancellationToken);

    private static string OrderOf(string caseId) => CaseId.WorkOrder(caseId, 1);

    private async Task<bool> GiveAsync(string id, ICaseCommand command, Actor actor, CancellationToken cancellationToken)
    {
        var answer = await commands.HandleAsync(id, command, actor, expectedVersion: null, cancellationToken);
        if (!answer.IsAccepted)
        {
            logger.LogInformation("Demonstration: {Command} of {CaseId} was refused: {Reason}", command.Rule.Kind, id, answer.Refusal.Message);
        }

        return answer.IsAccepted;
    }
}
