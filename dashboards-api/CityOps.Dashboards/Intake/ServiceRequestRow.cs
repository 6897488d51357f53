using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Intake;

/// <summary>A report from outside (12345, the grid platform, Open311), under the number its platform knows it by.</summary>
public sealed class ServiceRequestRow
{
    public required string RequestId { get; init; }

    /// <summary><c>12345</c>, <c>grid</c> or <c>open311</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Their number; unique within the platform.</summary>
    public required string ExternalId { get; init; }

    public required string Scenario { get; init; }

    /// <summary>The dwelling key or truck id; empty where the report names none that we know.</summary>
    public required string Subject { get; set; }

    public string? Town { get; init; }

    /// <summary>What was said, where, and by whom: sealed, and shown only with a reason, audited. Empty once it was erased.</summary>
    public required byte[] SealedText { get; init; }

    public bool IsErased => SealedText.Length == 0;

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When their platform wants an answer.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>The request that this one repeats.</summary>
    public string? RepeatOf { get; set; }

    /// <summary>How many repeat it.</summary>
    public required int Repeats { get; set; }

    /// <summary>What the caller thought of the reply: <c>satisfied</c>, <c>neutral</c> or <c>dissatisfied</c>.</summary>
    public string? Satisfaction { get; set; }
}

internal static class IntakeTables
{
    public static void Add(ModelBuilder model)
    {
        var requests = model.Entity<ServiceRequestRow>().ToTable("service_requests");
        requests.HasKey(r => r.RequestId);
        requests.Ignore(r => r.IsErased);
        requests.HasIndex(r => new { r.Platform, r.ExternalId }).IsUnique();
        requests.HasIndex(r => new { r.Scenario, r.Subject, r.RequestedAt });
        requests.HasIndex(r => r.RequestedAt);
    }
}
