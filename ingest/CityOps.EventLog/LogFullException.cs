namespace CityOps.EventLog;

/// <summary>The log's disk is full: nothing was written, and appends are taken again once there is room.</summary>
public sealed class LogFullException(string message, Exception? inner = null) : EventLogException(message, inner);
