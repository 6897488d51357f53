using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CityOps.Identity.Accounts;

/// <summary>Accounts and API tokens, in the identity database beside the vault, with migrations of their own.</summary>
public abstract class AccountsContext(DbContextOptions options) : IdentityUserContext<Account>(options)
{
    public const string History = "__AccountsMigrations";

    public DbSet<ApiTokenRow> ApiTokens => Set<ApiTokenRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("accounts");
        builder.Entity<IdentityUserClaim<string>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<string>>().ToTable("account_tokens");
        builder.Entity<ApiTokenRow>().ToTable("api_tokens").HasKey(t => t.TokenId);
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}

public sealed class SqliteAccounts(DbContextOptions<SqliteAccounts> options) : AccountsContext(options);

public sealed class PostgresAccounts(DbContextOptions<PostgresAccounts> options) : AccountsContext(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.HasDefaultSchema(Storage.PostgresIdentityContext.Schema);
        base.OnModelCreating(builder);
    }
}

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteAccounts --output-dir Migrations/AccountsOnSqlite</c>; opens nothing.</summary>
public sealed class DesignTimeSqliteAccounts : IDesignTimeDbContextFactory<SqliteAccounts>
{
    public SqliteAccounts CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAccounts>().UseSqlite("Data Source=:memory:", o => o.MigrationsHistoryTable(AccountsContext.History)).Options);
}

/// <summary>For <c>dotnet ef migrations add NAME --context PostgresAccounts --output-dir Migrations/AccountsOnPostgres</c>; opens nothing.</summary>
public sealed class DesignTimePostgresAccounts : IDesignTimeDbContextFactory<PostgresAccounts>
{
    public PostgresAccounts CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresAccounts>()
        .UseNpgsql("Host=localhost", o => o.MigrationsHistoryTable(AccountsContext.History, Storage.PostgresIdentityContext.Schema)).Options);
}
