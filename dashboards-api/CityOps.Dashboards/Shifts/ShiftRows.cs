using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Shifts;

/// <summary>A handover between two shifts (交接班). What is signed does not change any more.</summary>
public sealed class HandoverRow
{
    public required string HandoverId { get; init; }

    public required DateTimeOffset DraftedAt { get; set; }

    public required string DraftedBy { get; set; }

    /// <summary>What the system found, as JSON.</summary>
    public required string Draft { get; set; }

    /// <summary>What the outgoing shift asks of the incoming one.</summary>
    public required string Instructions { get; set; }

    public string? OutgoingBy { get; set; }

    public DateTimeOffset? OutgoingAt { get; set; }

    public string? IncomingBy { get; set; }

    public DateTimeOffset? IncomingAt { get; set; }

    /// <summary>SHA-256 of draft and instructions as they were signed, hexadecimal.</summary>
    public string? SignedHash { get; set; }
}

internal static class ShiftTables
{
    public static void Add(ModelBuilder model)
    {
        var handovers = model.Entity<HandoverRow>().ToTable("handovers");
        handovers.HasKey(h => h.HandoverId);
        handovers.HasIndex(h => h.DraftedAt);
    }
}
