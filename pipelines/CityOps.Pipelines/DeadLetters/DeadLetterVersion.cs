using Apache.Arrow;
using CityOps.Contracts.Batches;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>
/// Which of two letters of one key stands: the one that was refused more often; of those refused as often the one that came first, so that an upload that is
/// sent again changes neither the instant of a letter nor whether it is open.
/// </summary>
internal static class DeadLetterVersion
{
    // 281 million million letters a partition, 65,535 attempts.
    private const int OffsetBits = 48;
    private const ulong LastOffset = (1UL << OffsetBits) - 1;

    /// <param name="rows">Letters as they lie on a dead-letter topic, one a message.</param>
    public static ulong Of(RecordBatch rows, int row, long offset) =>
        (Math.Min((ulong)rows.Integers("attempts")[row], ushort.MaxValue) << OffsetBits) | (LastOffset - Math.Min((ulong)offset, LastOffset));
}
