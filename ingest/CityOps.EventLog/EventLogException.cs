namespace CityOps.EventLog;

/// <summary>The log could not do what was asked; the message names the topic and the way out.</summary>
public class EventLogException(string message, Exception? inner = null) : Exception(message, inner);
