using System.Security.Cryptography;
using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Events;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Commands;

using Answer = Result<CommandAccepted, Refusal>;

internal sealed class CaseCommands(CaseworkWriter writer, CaseElements elements, WorkCalendar calendar, bool knownUnitsOnly = true) : ICaseCommands
{
    private readonly SendingRules _sending = new(elements, calendar, knownUnitsOnly);

    public Task<Answer> HandleAsync(
        string caseOrWorkOrderId, ICaseCommand command, Actor actor, long? expectedVersion, CancellationToken cancellationToken)
    {
        var content = ContentOf(caseOrWorkOrderId, command, actor);
        return writer.WriteAsync(
            session => HandleAsync(session, caseOrWorkOrderId, command, actor, expectedVersion, content, cancellationToken), cancellationToken);
    }

    private async Task<Answer> HandleAsync(
        CaseSession session, string id, ICaseCommand command, Actor actor, long? expectedVersion, string content, CancellationToken cancellationToken)
    {
        if (await session.Db.ProcessedCommands.FindAsync([command.CommandId], cancellationToken) is { } before)
        {
            return Repeat(before, content);
        }

        var caseId = id.StartsWith(CaseId.WorkOrderPrefix, StringComparison.Ordinal)
            ? await session.Db.WorkOrders.Where(o => o.WorkOrderId == id).Select(o => o.CaseId).FirstOrDefaultAsync(cancellationToken)
            : id;
        if (caseId is null || await session.LoadAsync(caseId, cancellationToken) is not { } state)
        {
            return Refuse(RefusalKind.NotFound, $"There is no case or work order '{id}'.", CaseState.Nothing, []);
        }

        // The old id of a merged case leads to the one that goes on.
        if (state.MergedInto is { } into && command is not Unmerge && await session.LoadAsync(into, cancellationToken) is { } goesOn)
        {
            (caseId, state) = (into, goesOn);
        }

        if (!elements.TryGet(state.Scenario, out var part))
        {
            return Refuse(RefusalKind.Invalid, $"The scenario '{state.Scenario}' of {caseId} is not installed in this process.", state, []);
        }

        var decider = new CaseDecider(part, calendar);
        if (expectedVersion is { } expected && expected != state.Version)
        {
            var allowed = decider.Allowed(state, session.Now).Select(rule => rule.Kind);
            return Refuse(RefusalKind.WrongVersion, $"{caseId} is at version {state.Version}, not {expected}: read it again.", state, [.. allowed]);
        }

        var decided = decider.Decide(state, command, actor, session.Now);
        if (!decided.IsAccepted)
        {
            return Answer.Refuse(decided.Refusal);
        }

        if (await _sending.WhyNotAsync(session, state, part, command, actor, cancellationToken) is { } reason)
        {
            return Refuse(RefusalKind.Invalid, reason, state, []);
        }

        if (await OtherOpenAsync(session, state, decided.Value, cancellationToken) is { } other)
        {
            return Refuse(RefusalKind.WrongStage, $"The subject has another open case, {other}: work on that one.", state, []);
        }

        var (refusal, counterpart) = await MergeCounterpart.FindAsync(session, state, part, decided.Value, cancellationToken);
        if (refusal is not null)
        {
            return Refuse(RefusalKind.Invalid, refusal, state, []);
        }

        foreach (var returned in counterpart?.Returned ?? [])
        {
            session.EvidenceKnown(state.Scenario, returned.SuspicionId);
        }

        var after = session.Append(state, [.. decided.Value, .. counterpart?.Returned ?? []], actor);
        after = await HoldAgain.AskAsync(session, after, decided.Value, decider, part, cancellationToken);
        var accepted = new CommandAccepted(caseId, after.Version, after.Stage, WorkOrderOf(decided.Value, command), Repeated: false);
        if (counterpart is not null)
        {
            session.Append(counterpart.Other, [counterpart.Happened], actor);
        }

        session.Db.ProcessedCommands.Add(Row(command.CommandId, content, accepted, session.Now));
        return Answer.Accept(accepted);
    }

    // A subject has one open case at most, so an ended case stays ended beside another.
    private static async Task<string?> OtherOpenAsync(
        CaseSession session, CaseState state, IReadOnlyList<ICaseEvent> events, CancellationToken cancellationToken) =>
        events.Any(e => e is CaseReopened or DismissalUndone or CaseUnmerged)
            ? await session.Db.Cases.Where(c => c.Scenario == state.Scenario && c.Subject == state.Subject && c.IsOpen)
                .Select(c => c.CaseId).FirstOrDefaultAsync(cancellationToken)
            : null;

    private static Answer Repeat(ProcessedCommandRow before, string content) =>
        string.Equals(before.Content, content, StringComparison.Ordinal)
            ? Answer.Accept(new(before.CaseId, before.Version, before.Stage, before.WorkOrderId, Repeated: true))
            : Answer.Refuse(new(
                RefusalKind.Invalid, $"command_id '{before.CommandId}' was used for another command. Make a new one for each intent.", before.Stage, before.Version, []));

    private static Answer Refuse(RefusalKind kind, string message, CaseState state, IReadOnlyList<string> allowed) =>
        Answer.Refuse(new(kind, message, state.Stage, state.Version, allowed));

    private static string? WorkOrderOf(IReadOnlyList<ICaseEvent> events, ICaseCommand command) =>
        events.OfType<WorkOrderCreated>().FirstOrDefault()?.WorkOrderId ?? command switch
        {
            AcceptWorkOrder c => c.WorkOrderId,
            RecordOutcome c => c.WorkOrderId,
            ReturnWorkOrder c => c.WorkOrderId,
            CancelWorkOrder c => c.WorkOrderId,
            _ => null,
        };

    private static ProcessedCommandRow Row(Guid commandId, string content, CommandAccepted accepted, DateTimeOffset now) => new()
    {
        CommandId = commandId,
        Content = content,
        CaseId = accepted.CaseId,
        Version = accepted.Version,
        Stage = accepted.Stage,
        WorkOrderId = accepted.WorkOrderId,
        At = now,
    };

    // The target's id as it was given: a resend gives it the same way.
    private static string ContentOf(string id, ICaseCommand command, Actor actor) => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(
            new { id, command.Rule.Kind, actor, command = JsonSerializer.SerializeToElement(command, command.GetType(), CaseEventCodec.Json) },
            CaseEventCodec.Json)));
}
