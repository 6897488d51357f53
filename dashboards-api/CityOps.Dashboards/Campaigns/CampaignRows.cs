using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Campaigns;

/// <summary>A campaign (专项整治): teams go through a list that is frozen before they start.</summary>
public sealed class CampaignRow
{
    public required string CampaignId { get; init; }

    public required string Name { get; init; }

    public required string Scenario { get; init; }

    /// <summary>Why it is held.</summary>
    public required string Purpose { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Codes of units, separated by commas.</summary>
    public required string Teams { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FrozenAt { get; set; }

    public string? FrozenBy { get; set; }

    /// <summary>SHA-256 of the frozen list, hexadecimal.</summary>
    public string? TargetsHash { get; set; }
}

/// <summary>A case on a campaign's list, as it stood when the list was frozen.</summary>
public sealed class CampaignTargetRow
{
    public required string CampaignId { get; init; }

    public required string CaseId { get; init; }

    /// <summary>The unit that goes there.</summary>
    public required string Team { get; init; }

    public string? Town { get; init; }

    public required string StageBefore { get; init; }

    public required double ScoreBefore { get; init; }
}

internal static class CampaignTables
{
    public static void Add(ModelBuilder model)
    {
        model.Entity<CampaignRow>().ToTable("campaigns").HasKey(c => c.CampaignId);
        model.Entity<CampaignTargetRow>().ToTable("campaign_targets").HasKey(t => new { t.CampaignId, t.CaseId });
    }
}
