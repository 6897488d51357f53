using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CityOps.Dashboards.Storage;

/// <summary>A schema of the shared PostgreSQL database: the distributed shape.</summary>
public sealed class PostgresOperationsDb(DbContextOptions<PostgresOperationsDb> options) : OperationsDb(options)
{
    internal const string Schema = "operations";

    internal override Task LockAsync(string name, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"cityops.operations." + name}, 0))", cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        // The server takes UTC only; whole milliseconds, as in SQLite.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<WholeMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
    }

    private sealed class WholeMilliseconds()
        : ValueConverter<DateTimeOffset, DateTimeOffset>(at => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), at => at);

    /// <summary>Lets the migrations tool make a context.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresOperationsDb>
    {
        public PostgresOperationsDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresOperationsDb>().UseNpgsql("Host=localhost", o => o.MigrationsHistoryTable("migrations", Schema)).Options);
    }
}
