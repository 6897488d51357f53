namespace CityOps.EventLog.Progress;

/// <summary>Why a reader of the log does not get on.</summary>
/// <param name="Reason">The log's own words (topics, offsets, settings) or the kind of the error; never a value of a row.</param>
/// <param name="Since">When it first failed, of all the times in a row, UTC.</param>
/// <param name="LastRead">When the log last answered this reader, UTC; null where it has not since the process started.</param>
public sealed record ReaderFailure(string Reason, DateTimeOffset Since, DateTimeOffset? LastRead = null);
