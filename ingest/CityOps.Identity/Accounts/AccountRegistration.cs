using CityOps.Identity.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Identity.Accounts;

/// <summary>Built-in accounts: ASP.NET Core Identity with lockout and TOTP, over the identity database.</summary>
public static class AccountRegistration
{
    private static readonly TimeSpan LockoutTime = TimeSpan.FromMinutes(15);
    private const int MostFailures = 5;
    private const int ShortestPassword = 12;

    /// <summary>Needs <see cref="IdentityRegistration.AddCityOpsIdentity"/>.</summary>
    public static IServiceCollection AddCityOpsAccounts(this IServiceCollection services)
    {
        services.AddScoped<AccountsContext>(s => s.GetRequiredService<AccountsDatabase>().Create());
        services.AddSingleton<AccountsDatabase>();
        services.AddSingleton<ApiTokens>();
        services.AddIdentityCore<Account>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = MostFailures;
                options.Lockout.DefaultLockoutTimeSpan = LockoutTime;
                options.Lockout.AllowedForNewUsers = true;

                // Length is what counts (NIST SP 800-63B); rules about kinds of characters make people predictable.
                options.Password.RequiredLength = ShortestPassword;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 5;
                options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-._";
                options.Tokens.AuthenticatorIssuer = "CityOps";
            })
            .AddEntityFrameworkStores<AccountsContext>()
            .AddUserManager<AccountManager>()
            .AddTokenProvider<TotpCodes>(TokenOptions.DefaultAuthenticatorProvider);
        return services;
    }
}

/// <summary>Makes contexts of the accounts, and their tables at the first use.</summary>
public sealed class AccountsDatabase(IOptions<IdentityOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private volatile bool _ready;

    public AccountsContext Create()
    {
        var settings = options.Value;
        return settings.IsPostgres
            ? new PostgresAccounts(new DbContextOptionsBuilder<PostgresAccounts>()
                .UseNpgsql(settings.Database.ConnectionString, o => o.MigrationsHistoryTable(AccountsContext.History, PostgresIdentityContext.Schema)).Options)
            : new SqliteAccounts(new DbContextOptionsBuilder<SqliteAccounts>()
                .UseSqlite(
                    new SqliteConnectionStringBuilder { DataSource = SqlitePath(settings), DefaultTimeout = settings.Identity.BusyTimeoutSeconds }.ToString(),
                    o => o.MigrationsHistoryTable(AccountsContext.History))
                .Options);
    }

    /// <summary>Migrates where that was not done yet in this process.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (_ready)
        {
            return;
        }

        await _migrating.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
            {
                await using var context = Create();
                if (options.Value.IsPostgres)
                {
                    await PostgresMigrations.RunAsync(context, cancellationToken);
                }
                else
                {
                    await SqliteMigrations.RunAsync(context, SqlitePath(options.Value), cancellationToken);
                }

                _ready = true;
            }
        }
        finally
        {
            _migrating.Release();
        }
    }

    public void Dispose() => _migrating.Dispose();

    // A file of its own: a password hash is nobody's business who reads the vault's file.
    private static string SqlitePath(IdentityOptions settings) => Path.Combine(settings.DataFolder, "accounts.db");
}
