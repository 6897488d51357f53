namespace CityOps.EventLog;

/// <summary>How much one read returns at most. At least one record comes back even where it alone is larger.</summary>
/// <param name="MaxRecords">Messages, from 1.</param>
/// <param name="MaxBytes">Of keys and values (embedded: as they are stored, headers included), from 1.</param>
public sealed record ConsumerLimits(int MaxRecords = 4_096, long MaxBytes = 16 * 1024 * 1024)
{
    /// <summary>4,096 messages, 16 MiB.</summary>
    public static ConsumerLimits Default { get; } = new();
}
