using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>A step while it is put together.</summary>
internal sealed class StepDraft(long next, DateTimeOffset judgedTo, bool endedWithReference)
{
    private readonly List<StepPart> _parts = [];
    private readonly DateTimeOffset _begun = judgedTo;
    private long _to = next;
    private bool _isOutOfOrder;

    /// <summary>The instant of the last part, or of one before it where that was later.</summary>
    public DateTimeOffset JudgedTo { get; private set; } = judgedTo;

    public bool EndsWithReference { get; private set; } = endedWithReference;

    public long ReferenceBytes { get; private set; }

    /// <summary>Messages left for the next step.</summary>
    public List<LogBatch> Rest { get; set; } = [];

    public void Add(Reference reference)
    {
        _isOutOfOrder |= _parts.Count == 0 && reference.Record.AppendedAt <= _begun;
        _parts.Add(new StepPart(Messages: null, reference));
        ReferenceBytes += reference.Record.Value.Length;
        EndsWithReference = true;
        Reach(reference.Record.AppendedAt);
    }

    /// <summary>Some records of a batch, in a row.</summary>
    public void Add(LogBatch batch, int from, int to)
    {
        if (from == to)
        {
            return;
        }

        // A reference came last because no message was left before it, but now there is one.
        _isOutOfOrder |= _parts.Count == 0 && EndsWithReference && batch.Records[from].AppendedAt < _begun;
        var isAll = from == 0 && to == batch.Records.Count;
        var slice = isAll ? batch : batch with { Records = [.. batch.Records.Skip(from).Take(to - from)], NextOffset = to == batch.Records.Count ? batch.NextOffset : batch.Records[to].Offset };
        _parts.Add(new StepPart(slice, default));
        _to = slice.NextOffset;
        EndsWithReference = false;
        for (var at = from; at < to; at++)
        {
            Reach(batch.Records[at].AppendedAt);
        }
    }

    public Step Finish(ReferenceOffsets upTo) => new(_parts, _to, upTo, JudgedTo, _isOutOfOrder, Rest);

    private void Reach(DateTimeOffset instant) => JudgedTo = instant > JudgedTo ? instant : JudgedTo;
}
