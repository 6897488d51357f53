using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>Cuts consecutive messages at an offset, also in the middle of what came in one read.</summary>
internal static class MessageSplit
{
    public static (List<LogBatch> Before, List<LogBatch> After) At(List<LogBatch> messages, long offset)
    {
        var before = new List<LogBatch>();
        var after = new List<LogBatch>();
        foreach (var batch in messages)
        {
            var count = batch.Records.Count(record => record.Offset < offset);
            if (count > 0)
            {
                before.Add(batch with { Records = [.. batch.Records.Take(count)], NextOffset = Math.Min(batch.NextOffset, offset) });
            }

            if (count < batch.Records.Count)
            {
                after.Add(batch with { Records = [.. batch.Records.Skip(count)] });
            }
        }

        return (before, after);
    }
}
