namespace CityOps.Casework.Storage.Rows;

/// <summary>A use of a subject that looks unlawful to a model and is not (合法用途登记).</summary>
public sealed class LawfulUseRow
{
    public required string Id { get; init; }

    public required string Scenario { get; init; }

    public required string Subject { get; init; }

    /// <summary>One of the scenario's lawful reasons.</summary>
    public required string Kind { get; init; }

    /// <summary>References of the papers it rests on, separated by spaces.</summary>
    public required string EvidenceRefs { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Somebody else than who asked; null while nobody approved.</summary>
    public string? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
