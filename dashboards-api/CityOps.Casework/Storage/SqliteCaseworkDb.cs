using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CityOps.Casework.Storage;

/// <summary>Casework in one SQLite file: the embedded shape.</summary>
public sealed class SqliteCaseworkDb(DbContextOptions<SqliteCaseworkDb> options) : CaseworkDb(options)
{
    internal override bool HasOneWriter => true;

    // BEGIN IMMEDIATE, which every transaction here is, holds the only write lock SQLite has.
    internal override Task LockAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite has no instants that sort; whole milliseconds since 1970 do.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    private sealed class UnixMilliseconds()
        : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    /// <summary>Lets the migrations tool make a context.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteCaseworkDb>
    {
        public SqliteCaseworkDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteCaseworkDb>().UseSqlite("Data Source=:memory:").Options);
    }
}
