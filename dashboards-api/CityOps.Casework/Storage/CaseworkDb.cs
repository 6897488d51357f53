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

    public DbSet<LawfulUseRow> LawfulUses => Set<LawfulUseRow>();

    public DbSet<ElementRow> Elements => Set<ElementRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<ConsumedOffsetRow> ConsumedOffsets => Set<ConsumedOffsetRow>();

    /// <summary>Any write keeps every other waiting, whatever it touches.</summary>
    internal abstract bool HasOneWriter { get; }

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

        cases.HasIndex(c => new { c.Town, c.DueAt, c.CaseId }).HasFilter("is_open");
        cases.HasIndex(c => new { c.Scenario, c.Score, c.CaseId }).IsDescending(false, true, false).HasFilter("is_open");
        cases.HasIndex(c => new { c.Scenario, c.DueAt, c.CaseId }).HasFilter("is_open");
        cases.HasIndex(c => new { c.GridCell, c.DueAt }).HasFilter("is_open");
        cases.HasIndex(c => c.NextAlarmAt);

        var evidence = modelBuilder.Entity<EvidenceRow>().ToTable("evidence");
        evidence.HasKey(e => new { e.Scenario, e.SuspicionId });
        evidence.HasIndex(e => e.CaseId);

        var orders = modelBuilder.Entity<WorkOrderRow>().ToTable("work_orders");
        orders.HasKey(o => o.WorkOrderId);
        orders.HasIndex(o => o.CaseId);

        // "Mine" asks for either officer: without the second index the whole table would be read.
        orders.HasIndex(o => new { o.Inspector, o.Status, o.DueAt });
        orders.HasIndex(o => new { o.SecondOfficer, o.Status, o.DueAt });
        orders.HasIndex(o => new { o.Town, o.Status, o.CreatedAt });
        orders.HasIndex(o => new { o.Unit, o.Status, o.DueAt });
        orders.HasIndex(o => o.FinishedAt);

        var labels = modelBuilder.Entity<LabelRow>().ToTable("labels");
        labels.HasKey(l => new { l.CaseId, l.Sequence });
        labels.HasIndex(l => new { l.Scenario, l.Subject, l.At });
        var lawful = modelBuilder.Entity<LawfulUseRow>().ToTable("lawful_uses");
        lawful.HasKey(u => u.Id);
        lawful.HasIndex(u => new { u.Scenario, u.Subject });
        modelBuilder.Entity<ElementRow>().ToTable("elements").HasKey(e => new { e.Kind, e.Code, e.Version });
        var commands = modelBuilder.Entity<ProcessedCommandRow>().ToTable("processed_commands");
        commands.HasKey(c => c.CommandId);
        commands.HasIndex(c => c.At);
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
