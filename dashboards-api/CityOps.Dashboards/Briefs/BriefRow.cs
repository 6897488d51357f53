using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Briefs;

/// <summary>A brief as it was when its period was over: figures that were reported do not change afterwards.</summary>
public sealed class BriefRow
{
    /// <summary>Period and first day, such as <c>week-2026-03-02</c>.</summary>
    public required string BriefId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>A <see cref="Brief"/> as JSON.</summary>
    public required string Content { get; init; }
}

internal static class BriefTables
{
    public static void Add(ModelBuilder model) => model.Entity<BriefRow>().ToTable("briefs").HasKey(b => b.BriefId);
}
