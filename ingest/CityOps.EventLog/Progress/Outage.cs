namespace CityOps.EventLog.Progress;

/// <summary>Something that everybody waits for is away: the brokers of the log, or room on its disk.</summary>
/// <param name="What">What is away, and where, such as <c>Kafka (k1:9092,k2:9092)</c>.</param>
/// <param name="Reason">Why, and what to do where somebody has to; never a value of a row.</param>
/// <param name="Since">When it was first noticed, UTC.</param>
public sealed record Outage(string What, string Reason, DateTimeOffset Since);
