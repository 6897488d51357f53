using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Puts a partition's messages and the references into one order: by when the log took them, a reference before a message of the same instant. A message counts as
/// taken no earlier than what was judged before it. Since that order follows from the log alone, a message is judged by the same references whenever the log
/// is read; only a reference that becomes visible after a message of its own instant or a later one was judged comes where it came.
/// </summary>
/// <param name="mostReferenceBytes">See <see cref="StreamingOptions.MaxStepReferenceBytes"/>.</param>
internal sealed class JudgingOrder(ReferenceReader references, long next, DateTimeOffset judgedTo, long mostReferenceBytes)
{
    private bool _endedWithReference;

    /// <summary>One past the last message that is ordered.</summary>
    public long Next { get; private set; } = next;

    /// <summary>The instant of what is ordered last, or of something before it where that was later.</summary>
    public DateTimeOffset JudgedTo { get; private set; } = judgedTo;

    /// <summary>All of it: a step that was recorded before.</summary>
    public async ValueTask<Step> WholeAsync(List<LogBatch> messages, ReferenceOffsets upTo, CancellationToken cancellationToken)
    {
        var draft = Begin(upTo);
        await MergeAsync(draft, messages, long.MaxValue, cancellationToken);
        await AddReferencesAsync(draft, DateTimeOffset.MaxValue, long.MaxValue, cancellationToken);
        return End(draft);
    }

    /// <summary>The messages with the references before them.</summary>
    /// <param name="areAll">Says whether the partition's log ends behind these messages. Only then are later references judged too, since no message can come before them any more.</param>
    public async ValueTask<Step> NextAsync(List<LogBatch> messages, ReferenceOffsets read, Func<long, ValueTask<bool>> areAll, CancellationToken cancellationToken)
    {
        var draft = Begin(read);
        await MergeAsync(draft, messages, mostReferenceBytes, cancellationToken);
        if (draft.Rest.Count == 0 && !references.Position.Reaches(read) && await areAll(messages.Count == 0 ? Next : messages[^1].NextOffset))
        {
            await AddReferencesAsync(draft, DateTimeOffset.MaxValue, mostReferenceBytes, cancellationToken);
        }

        return End(draft);
    }

    private StepDraft Begin(ReferenceOffsets upTo)
    {
        references.Begin(upTo);
        return new StepDraft(Next, JudgedTo, _endedWithReference);
    }

    private Step End(StepDraft draft)
    {
        var step = draft.Finish(references.Position);
        (Next, JudgedTo, _endedWithReference) = (step.To, step.JudgedTo, draft.EndsWithReference);
        return step;
    }

    private async ValueTask MergeAsync(StepDraft draft, List<LogBatch> messages, long mostBytes, CancellationToken cancellationToken)
    {
        foreach (var batch in messages)
        {
            var (from, reached) = (0, draft.JudgedTo);
            for (var at = 0; at < batch.Records.Count; at++)
            {
                var record = batch.Records[at];
                reached = record.AppendedAt > reached ? record.AppendedAt : reached;
                if (!await references.HasAsync(reached, cancellationToken))
                {
                    continue;
                }

                draft.Add(batch, from, at);
                from = at;
                if (!await AddReferencesAsync(draft, reached, mostBytes, cancellationToken))
                {
                    draft.Rest = MessageSplit.At(messages, record.Offset).After;
                    return;
                }
            }

            draft.Add(batch, from, batch.Records.Count);
        }
    }

    /// <returns>False where there may be more than the step takes.</returns>
    private async ValueTask<bool> AddReferencesAsync(StepDraft draft, DateTimeOffset latest, long mostBytes, CancellationToken cancellationToken)
    {
        while (await references.NextAsync(latest, cancellationToken) is { } reference)
        {
            draft.Add(reference);
            if (draft.ReferenceBytes >= mostBytes)
            {
                return false;
            }
        }

        return true;
    }
}
