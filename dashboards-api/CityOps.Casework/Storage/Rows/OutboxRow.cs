namespace CityOps.Casework.Storage.Rows;

/// <summary>A message that is to go to the log; written in the transaction of what it tells.</summary>
public sealed class OutboxRow
{
    public long Id { get; init; }

    public required string Topic { get; init; }

    /// <summary>The column that decides the partition: the contract's subject.</summary>
    public required string PartitionKey { get; init; }

    /// <summary>The message's key.</summary>
    public required string MessageKey { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}
