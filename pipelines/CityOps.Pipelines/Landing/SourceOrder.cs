namespace CityOps.Pipelines.Landing;

/// <summary>
/// The version of a landed row: where it stands in the log. A subject always stays in one partition, so of two rows with one key the
/// one that was appended later has the higher version, at each landing and each replay.
/// </summary>
public static class SourceOrder
{
    /// <summary>How many rows a message may hold.</summary>
    public const int MaxRowsPerMessage = 1 << RowBits;

    private const int RowBits = 20;

    public static ulong Of(long offset, int row) => ((ulong)offset << RowBits) | (uint)row;
}
