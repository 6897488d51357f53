using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CityOps.Dashboards.Storage;

/// <summary>One SQLite file, <c>operations.db</c>: the embedded shape.</summary>
public sealed class SqliteOperationsDb(DbContextOptions<SqliteOperationsDb> options) : OperationsDb(options)
{
    // BEGIN IMMEDIATE, which every transaction here is, holds the only write lock SQLite has.
    internal override Task LockAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        // SQLite has no instants that sort; whole milliseconds since 1970 do.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    private sealed class UnixMilliseconds()
        : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    /// <summary>Lets the migrations tool make a context.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteOperationsDb>
    {
        public SqliteOperationsDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteOperationsDb>().UseSqlite("Data Source=:memory:").Options);
    }
}
