namespace CityOps.Casework.Storage.Rows;

/// <summary>How far a partition was read, written in the transaction of what followed from it.</summary>
public sealed class ConsumedOffsetRow
{
    public required string Topic { get; init; }

    public required int Partition { get; init; }

    public required string LogId { get; init; }

    public required long NextOffset { get; init; }
}
