namespace CityOps.EventLog;

/// <summary>A message that was read.</summary>
/// <param name="AppendedAt">When the log took it, UTC, in whole milliseconds; stays the same at each reading.</param>
public sealed record LogRecord(long Offset, DateTimeOffset AppendedAt, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, IReadOnlyList<LogHeader> Headers)
{
    /// <summary>The header's value, or null.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (string.Equals(header.Name, name, StringComparison.Ordinal))
            {
                return header.Value;
            }
        }

        return null;
    }
}
