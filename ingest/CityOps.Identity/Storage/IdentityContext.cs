using Microsoft.EntityFrameworkCore;

namespace CityOps.Identity.Storage;

/// <summary>The schema of the identity database. The bulk paths speak SQL themselves; this holds the tables, their migrations and the rare single rows.</summary>
public abstract class IdentityContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<MappingRow> Mappings => Set<MappingRow>();

    public DbSet<DwellingSecretRow> DwellingSecrets => Set<DwellingSecretRow>();

    public DbSet<VaultStateRow> States => Set<VaultStateRow>();

    public DbSet<AuditRow> AuditEntries => Set<AuditRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var mapping = modelBuilder.Entity<MappingRow>().ToTable("identity_mappings");
        mapping.HasKey(m => m.Key);
        mapping.Property(m => m.Key).HasColumnName("key").ValueGeneratedNever();
        mapping.Property(m => m.Kind).HasColumnName("kind");
        mapping.Property(m => m.Lookup).HasColumnName("lookup");
        mapping.Property(m => m.Identifier).HasColumnName("identifier");
        mapping.HasIndex(m => new { m.Kind, m.Lookup }).IsUnique();

        var secret = modelBuilder.Entity<DwellingSecretRow>().ToTable("dwelling_secrets");
        secret.HasKey(s => s.Key);
        secret.Property(s => s.Key).HasColumnName("key").ValueGeneratedNever();
        secret.Property(s => s.Address).HasColumnName("address");
        secret.Property(s => s.Contact).HasColumnName("contact");
        secret.Property(s => s.Position).HasColumnName("position");

        var state = modelBuilder.Entity<VaultStateRow>().ToTable("vault_state");
        state.HasKey(s => s.Id);
        state.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        state.Property(s => s.LookupVersion).HasColumnName("lookup_version");
        state.Property(s => s.LookupCheck).HasColumnName("lookup_check");
        state.Property(s => s.Erasures).HasColumnName("erasures");

        var audit = modelBuilder.Entity<AuditRow>().ToTable("audit_entries");
        audit.HasKey(a => a.Sequence);
        audit.Property(a => a.Sequence).HasColumnName("sequence").ValueGeneratedNever();
        audit.Property(a => a.AtMs).HasColumnName("at_ms");
        audit.Property(a => a.Actor).HasColumnName("actor").HasMaxLength(128);
        audit.Property(a => a.Role).HasColumnName("role").HasMaxLength(64);
        audit.Property(a => a.Action).HasColumnName("action").HasMaxLength(64);
        audit.Property(a => a.Subject).HasColumnName("subject").HasMaxLength(256);
        audit.Property(a => a.Reason).HasColumnName("reason").HasMaxLength(2_000);
        audit.Property(a => a.PreviousHash).HasColumnName("previous_hash");
        audit.Property(a => a.Hash).HasColumnName("hash");
        audit.HasIndex(a => new { a.Subject, a.Sequence });
        audit.HasIndex(a => new { a.Actor, a.Sequence });
        RevealTables.AddTo(modelBuilder);
    }
}

public sealed class SqliteIdentityContext(DbContextOptions<SqliteIdentityContext> options) : IdentityContext(options);

public sealed class PostgresIdentityContext(DbContextOptions<PostgresIdentityContext> options) : IdentityContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        base.OnModelCreating(modelBuilder);
    }

    /// <summary>Identity has a schema of its own, so that its rights can be granted apart from the rest of the database.</summary>
    public const string Schema = "identity";
}
