namespace CityOps.Ingest.Appending;

public enum IngestFailureKind
{
    /// <summary>The body cannot be read any further: it is truncated or not what it says it is.</summary>
    Undecodable,

    /// <summary>The log, the vault or the cell index is not available: send the rest again later.</summary>
    Unavailable,

    /// <summary>The log's disk is full: send the rest again once somebody has made room.</summary>
    Full,
}

/// <summary>Why an upload stopped early; what was accepted before is durable.</summary>
/// <param name="Message">For the sender.</param>
public sealed record IngestFailure(IngestFailureKind Kind, string Message);
