namespace CityOps.Casework.Storage.Rows;

/// <summary>One version of one standard element (管理要素); versions are added, never changed.</summary>
public sealed class ElementRow
{
    /// <summary>Such as <c>unit</c> or <c>roster</c>.</summary>
    public required string Kind { get; init; }

    public required string Code { get; init; }

    /// <summary>1, 2, 3 …; the highest counts.</summary>
    public required int Version { get; init; }

    /// <summary>JSON: field to text.</summary>
    public required string Payload { get; init; }

    /// <summary>This version takes the element away.</summary>
    public required bool Retired { get; init; }

    public required string ChangedBy { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
