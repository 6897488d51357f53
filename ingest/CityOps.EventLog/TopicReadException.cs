namespace CityOps.EventLog;

/// <summary>Nothing of one topic can be read until somebody acts, such as for want of rights. Its reader may go on with the other topics.</summary>
public sealed class TopicReadException(string topic, string message, Exception? inner = null) : EventLogException(message, inner)
{
    /// <summary>Which one; the message names it too.</summary>
    public string Topic => topic;
}
