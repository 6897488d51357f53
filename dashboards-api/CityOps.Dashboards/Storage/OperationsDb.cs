using System.Text.Json;
using CityOps.Dashboards.Briefs;
using CityOps.Dashboards.Campaigns;
using CityOps.Dashboards.Indicators.Facts;
using CityOps.Dashboards.Intake;
using CityOps.Dashboards.Shifts;
using CityOps.Dashboards.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Storage;

/// <summary>
/// What the operations centre keeps of its own beside casework: the facts that indicators count (they follow from casework's events and can be made anew
/// from them), subscriptions with their deliveries, handovers, campaigns, briefs and reports from outside (which cannot).
/// </summary>
public abstract class OperationsDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<CaseFactRow> CaseFacts => Set<CaseFactRow>();

    public DbSet<SuspicionFactRow> SuspicionFacts => Set<SuspicionFactRow>();

    public DbSet<OrderFactRow> OrderFacts => Set<OrderFactRow>();

    public DbSet<VisitFactRow> VisitFacts => Set<VisitFactRow>();

    public DbSet<CheckFactRow> CheckFacts => Set<CheckFactRow>();

    public DbSet<StageSpanRow> StageSpans => Set<StageSpanRow>();

    public DbSet<FollowedRow> Followed => Set<FollowedRow>();

    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<HandoverRow> Handovers => Set<HandoverRow>();

    public DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    public DbSet<CampaignTargetRow> CampaignTargets => Set<CampaignTargetRow>();

    public DbSet<BriefRow> Briefs => Set<BriefRow>();

    public DbSet<ServiceRequestRow> ServiceRequests => Set<ServiceRequestRow>();

    /// <summary>Makes the open transaction the only one that writes under a name, until it ends.</summary>
    internal abstract Task LockAsync(string name, CancellationToken cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        FactTables.Add(modelBuilder);
        WebhookTables.Add(modelBuilder);
        ShiftTables.Add(modelBuilder);
        CampaignTables.Add(modelBuilder);
        BriefTables.Add(modelBuilder);
        IntakeTables.Add(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
