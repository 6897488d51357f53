namespace CityOps.Pipelines.Partitions;

/// <summary>When a batch of a partition closes: at whichever limit comes first.</summary>
/// <param name="MaxRows">By the messages' own <c>rows</c> header; a message without it counts as one row.</param>
/// <param name="MaxAge">How long the first message of a batch waits for others.</param>
public readonly record struct BatchLimits(int MaxRows, long MaxBytes, TimeSpan MaxAge);
