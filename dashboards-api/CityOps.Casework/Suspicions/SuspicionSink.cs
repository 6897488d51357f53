using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using Microsoft.EntityFrameworkCore;
using Refusal = CityOps.Contracts.Validation.Refusal;
using RefusalCode = CityOps.Contracts.Validation.RefusalCode;

namespace CityOps.Casework.Suspicions;

/// <summary>Where suspicions take effect.</summary>
internal interface ISuspicionSink
{
    /// <param name="suspicions">In the partition's order, each of an installed scenario.</param>
    /// <param name="from">The progress this process last saw; null where there is none.</param>
    /// <param name="to">The progress afterwards.</param>
    /// <exception cref="SuspicionRefusedException">One of them cannot be applied: nothing was written.</exception>
    /// <exception cref="StaleProgressException">Somebody else moved the progress: nothing was written.</exception>
    Task ApplyAsync(IReadOnlyList<Suspicion> suspicions, ConsumedOffsetRow? from, ConsumedOffsetRow to, CancellationToken cancellationToken);
}

/// <summary>Applies suspicions to cases and moves the partition's progress, in one transaction: the effects are there once, or not at all.</summary>
internal sealed class SuspicionSink(CaseworkWriter writer, CaseElements elements, WorkCalendar calendar, CaseworkMetrics metrics) : ISuspicionSink
{
    public async Task ApplyAsync(
        IReadOnlyList<Suspicion> suspicions, ConsumedOffsetRow? from, ConsumedOffsetRow to, CancellationToken cancellationToken)
    {
        var events = await writer.WriteAsync(
            async session =>
            {
                await MoveAsync(session, from, to, cancellationToken);
                return await ApplyAsync(session, suspicions, cancellationToken);
            },
            cancellationToken);
        metrics.Applied(suspicions.Count, events);
    }

    private async Task<int> ApplyAsync(CaseSession session, IReadOnlyList<Suspicion> suspicions, CancellationToken cancellationToken)
    {
        var places = await CasePlaces.FindAsync(session, suspicions, cancellationToken);
        var holds = await SubjectHolds.FindAsync(session, suspicions, elements, cancellationToken);
        var count = 0;
        foreach (var suspicion in suspicions)
        {
            var target = places.Of(suspicion);
            var state = target is null ? CaseState.Nothing
                : session.IsReadable(target) ? (await session.LoadAsync(target, cancellationToken))!
                : throw new SuspicionRefusedException(suspicion, $"The history of case {target} cannot be read. Mend the case, then send the letter again.");
            elements.TryGet(suspicion.Scenario, out var part);
            var command = new RecordSuspicion(Guid.Empty, suspicion, places.LatestOf(suspicion), holds.GetValueOrDefault((suspicion.Scenario, suspicion.Subject)));
            var (after, events) = Apply(session, new CaseDecider(part!, calendar), state, command);
            if (events > 0)
            {
                places.Put(suspicion, after);
                count += events;
            }
        }

        return count;
    }

    // No database is asked here, so that what fails once fails always: such a suspicion goes aside, since those behind it would wait for ever.
    private static (CaseState After, int Events) Apply(CaseSession session, CaseDecider decider, CaseState state, RecordSuspicion command)
    {
        try
        {
            var decided = decider.Decide(state, command, Actor.System, session.Now);
            return !decided.IsAccepted ? throw new SuspicionRefusedException(command.Suspicion, decided.Refusal.Message)
                : decided.Value.Count is 0 ? (state, 0)
                : (session.Append(state, decided.Value, Actor.System), decided.Value.Count);
        }
        catch (Exception failure) when (failure is not SuspicionRefusedException)
        {
            throw new SuspicionRefusedException(command.Suspicion, $"Case {state.CaseId} cannot take it up ({failure.GetType().Name}: {failure.Message}). Mend the case, then send the letter again.", failure);
        }
    }

    private static async Task MoveAsync(CaseSession session, ConsumedOffsetRow? from, ConsumedOffsetRow to, CancellationToken cancellationToken)
    {
        var held = await session.Db.ConsumedOffsets.AsNoTracking()
            .FirstOrDefaultAsync(o => o.Topic == to.Topic && o.Partition == to.Partition, cancellationToken);
        if (held?.NextOffset != from?.NextOffset || !string.Equals(held?.LogId, from?.LogId, StringComparison.Ordinal))
        {
            throw new StaleProgressException(new TopicPartition(to.Topic, to.Partition));
        }

        session.Db.Entry(to).State = held is null ? EntityState.Added : EntityState.Modified;
    }
}

/// <summary>A suspicion that the case it belongs to does not take; the message says why.</summary>
internal sealed class SuspicionRefusedException(Suspicion suspicion, string reason, Exception? failure = null) : Exception($"Casework refused the suspicion: {reason}", failure)
{
    public Suspicion Suspicion => suspicion;

    public Refusal Refusal { get; } = new(RefusalCode.RefusedByCasework, "Casework refused the suspicion.", reason);
}

/// <summary>The partition belongs to somebody else by now.</summary>
internal sealed class StaleProgressException(TopicPartition partition)
    : Exception($"{partition} was read on by another process; this one starts over from its progress.");
