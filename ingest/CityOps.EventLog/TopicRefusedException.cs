namespace CityOps.EventLog;

/// <summary>The cluster will not make this topic for us: somebody who may has to.</summary>
public sealed class TopicRefusedException(string message, Exception? inner = null) : EventLogException(message, inner);
