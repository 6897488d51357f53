namespace CityOps.EventLog;

/// <summary>A message exceeds what the log takes; no retry will help.</summary>
public sealed class MessageTooLargeException(string message, Exception? inner = null) : EventLogException(message, inner);
