namespace CityOps.EventLog;

/// <summary>What a partition holds: equal offsets are an empty one.</summary>
/// <param name="Earliest">The first offset still held.</param>
/// <param name="End">One past the last offset that readers may see.</param>
public readonly record struct LogOffsets(long Earliest, long End);
