namespace CityOps.EventLog.Progress;

/// <summary>Why a reader of the log does not get on.</summary>
/// <param name="Reason">The log's own words (topics, offsets, settings) or the kind of the error; never a value of a row.</param>
/// <param name="Since">When it first failed, of all the times in a row, UTC.</param>
public sealed record ReaderFailure(string Reason, DateTimeOffset Since);
