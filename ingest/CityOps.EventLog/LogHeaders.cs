namespace CityOps.EventLog;

/// <summary>Header names CityOps uses.</summary>
public static class LogHeaders
{
    /// <summary>The form of the value: one of the media types below.</summary>
    public const string ContentType = "content-type";

    /// <summary>How many rows the message holds, decimal; a hint for lag in rows.</summary>
    public const string Rows = "rows";

    /// <summary>On a message that was a dead letter and was sent again: that dead letter's origin and row, the instant of its first refusal (Unix milliseconds) and how often it was refused, decimal.</summary>
    public const string DeadLetterOrigin = "dead-letter-origin";

    /// <inheritdoc cref="DeadLetterOrigin"/>
    public const string DeadLetterRow = "dead-letter-row";

    /// <inheritdoc cref="DeadLetterOrigin"/>
    public const string DeadLetterFirstAt = "dead-letter-first-at";

    /// <inheritdoc cref="DeadLetterOrigin"/>
    public const string DeadLetterAttempts = "dead-letter-attempts";

    /// <summary>An Arrow IPC stream of keyed rows.</summary>
    public const string ArrowStream = "application/vnd.apache.arrow.stream";

    /// <summary>Rows as JSON, as the border takes them.</summary>
    public const string Json = "application/json";

    /// <summary>Rows as JSON objects, one a line.</summary>
    public const string JsonLines = "application/x-ndjson";
}
