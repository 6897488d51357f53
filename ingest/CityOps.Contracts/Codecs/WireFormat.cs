namespace CityOps.Contracts.Codecs;

/// <summary>The formats that rows travel in.</summary>
public enum WireFormat
{
    /// <summary><c>text/csv</c>: RFC 4180 with a header line.</summary>
    Csv,

    /// <summary><c>application/json</c>: one object, or an array of objects.</summary>
    Json,

    /// <summary><c>application/x-ndjson</c>: an object a line.</summary>
    JsonLines,

    /// <summary><c>application/vnd.apache.arrow.stream</c>: an Arrow IPC stream.</summary>
    Arrow,
}
