using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>What one step of a processor takes: references and messages, in the order that they are judged in.</summary>
/// <param name="Parts">The order.</param>
/// <param name="To">One past the last message.</param>
/// <param name="UpTo">How far it takes the references.</param>
/// <param name="JudgedTo">The instant of the last part, or of one before it where that was later.</param>
/// <param name="IsOutOfOrder">Its first parts belong before some of the step before: as one with that step they would come in another order.</param>
/// <param name="Rest">Messages for the next step.</param>
internal sealed record Step(IReadOnlyList<StepPart> Parts, long To, ReferenceOffsets UpTo, DateTimeOffset JudgedTo, bool IsOutOfOrder, List<LogBatch> Rest)
{
    public IReadOnlyList<LogBatch> Messages { get; } = [.. Parts.Where(part => part.Messages is not null).Select(part => part.Messages!)];
}

/// <summary>Consecutive messages, or a reference.</summary>
internal readonly record struct StepPart(LogBatch? Messages, Reference Reference);
