using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CityOps.Identity.Storage;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteIdentityContext --output-dir Migrations/Sqlite</c>; opens nothing.</summary>
public sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteIdentityContext>
{
    public SqliteIdentityContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteIdentityContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For <c>dotnet ef migrations add NAME --context PostgresIdentityContext --output-dir Migrations/Postgres</c>; opens nothing.</summary>
public sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresIdentityContext>
{
    public PostgresIdentityContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresIdentityContext>()
            .UseNpgsql("Host=localhost", npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", PostgresIdentityContext.Schema)).Options);
}
