using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CityOps.Casework.Storage;

/// <summary>Casework in PostgreSQL: the distributed shape.</summary>
public sealed class PostgresCaseworkDb(DbContextOptions<PostgresCaseworkDb> options) : CaseworkDb(options)
{
    /// <summary>Casework's own schema: other components of CityOps may share the database.</summary>
    internal const string Schema = "casework";

    /// <summary>Any constant of ours; the lock is the database's own.</summary>
    private const long LockKey = 0x43_69_74_79_4F_70_73_43;

    internal override bool HasOneWriter => false;

    // One writer at a time over all processes: positions become visible in their order, so that a feed that reads on from a position misses
    // nothing, and a subject cannot get two cases at once. A command holds it for a few milliseconds.
    internal override Task LockAsync(CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // The server takes UTC only; whole milliseconds, as in SQLite, so that cursors compare exactly.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<WholeMilliseconds>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
    }

    private sealed class WholeMilliseconds()
        : ValueConverter<DateTimeOffset, DateTimeOffset>(at => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), at => at);

    /// <summary>Lets the migrations tool make a context.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresCaseworkDb>
    {
        public PostgresCaseworkDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresCaseworkDb>().UseNpgsql("Host=localhost", o => o.MigrationsHistoryTable("migrations", Schema)).Options);
    }
}
