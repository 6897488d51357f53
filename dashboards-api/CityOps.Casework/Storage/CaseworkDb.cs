using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Storage.Rows;
using CityOps.Contracts.Events;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Storage;

/// <summary>The casework database, whichever server holds it. Reads go around the change tracker; writes go through <see cref="CaseworkWriter"/>.</summary>
public abstract class CaseworkDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<EvidenceRow> Evidence => Set<EvidenceRow>();

    public DbSet<WorkOrderRow> WorkOrders => Set<WorkOrderRow>();

    public DbSet<LabelRow> Labels => Set<LabelRow>();

    public DbSet<ProcessedCommandRow> ProcessedCommands => Set<ProcessedCommandRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<ConsumedOffsetRow> ConsumedOffsets => Set<ConsumedOffsetRow>();

    /// <summary>Makes the open transaction the only one that writes cases, until it ends.</summary>
    internal abstract Task LockAsync(CancellationToken cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<CaseStage>().HaveConversion<EnumText<CaseStage>>();
        configurationBuilder.Properties<WorkOrderStatus>().HaveConversion<EnumText<WorkOrderStatus>>();
        configurationBuilder.Properties<SuspicionState>().HaveConversion<EnumText<SuspicionState>>();
        configurationBuilder.Properties<Outcome>().HaveConversion<EnumText<Outcome>>();
        configurationBuilder.Properties<FoundBy>().HaveConversion<EnumText<FoundBy>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var events = modelBuilder.Entity<EventRow>().ToTable("case_events");
        events.HasKey(e => e.Position);
        events.HasIndex(e => new { e.CaseId, e.Sequence }).IsUnique();

        var cases = modelBuilder.Entity<CaseRow>().ToTable("cases");
        cases.HasKey(c => c.CaseId);
        cases.HasIndex(c => new { c.Scenario, c.Subject, c.OpenedAt });
        cases.HasIndex(c => new { c.Scenario, c.Subject }, "ix_cases_one_open_a_subject").IsUnique().HasFilter("is_open");
        cases.HasIndex(c => new { c.Scenario, c.Stage, c.Score, c.CaseId }).IsDescending(false, false, true, false);

        // Lists are of open cases: these indexes hold no other, and SQLite uses them only because their filter is what EF writes.
        cases.HasIndex(c => new { c.Score, c.CaseId }).IsDescending(true, false).HasFilter("is_open");
        cases.HasIndex(c => new { c.OpenedAt, c.CaseId }).IsDescending(true, false).HasFilter("is_open");
        cases.HasIndex(c => new { c.UpdatedAt, c.CaseId }).IsDescending(true, false).HasFilter("is_open");
        cases.HasIndex(c => new { c.DueAt, c.CaseId }).HasFilter("is_open");
        cases.HasIndex(c => new { c.Town, c.Score, c.CaseId }).IsDescending(false, true, false).HasFilter("is_open");

        var evidence = modelBuilder.Entity<EvidenceRow>().ToTable("evidence");
        evidence.HasKey(e => new { e.Scenario, e.SuspicionId });
        evidence.HasIndex(e => e.CaseId);

        var orders = modelBuilder.Entity<WorkOrderRow>().ToTable("work_orders");
        orders.HasKey(o => o.WorkOrderId);
        orders.HasIndex(o => o.CaseId);
        orders.HasIndex(o => new { o.Inspector, o.Status, o.DueAt });

        modelBuilder.Entity<LabelRow>().ToTable("labels").HasKey(l => new { l.CaseId, l.Sequence });
        modelBuilder.Entity<ProcessedCommandRow>().ToTable("processed_commands").HasKey(c => c.CommandId);
        var outbox = modelBuilder.Entity<OutboxRow>().ToTable("outbox");
        outbox.HasKey(o => o.Id);
        outbox.HasIndex(o => o.Id, "ix_outbox_unsent").HasFilter("sent_at is null");
        modelBuilder.Entity<ConsumedOffsetRow>().ToTable("consumed_offsets").HasKey(o => new { o.Topic, o.Partition });

        NameInSnakeCase(modelBuilder);
    }

    private static void NameInSnakeCase(ModelBuilder modelBuilder)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
