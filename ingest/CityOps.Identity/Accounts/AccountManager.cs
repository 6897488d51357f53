using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Identity.Accounts;

/// <summary>ASP.NET Core Identity's manager, whose locks go by our clock rather than the machine's.</summary>
internal sealed class AccountManager(
    IUserStore<Account> store,
    IOptions<Microsoft.AspNetCore.Identity.IdentityOptions> options,
    IPasswordHasher<Account> hasher,
    IEnumerable<IUserValidator<Account>> userValidators,
    IEnumerable<IPasswordValidator<Account>> passwordValidators,
    ILookupNormalizer names,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<Account>> logger,
    TimeProvider time,
    AccountsContext context)
    : UserManager<Account>(store, options, hasher, userValidators, passwordValidators, names, errors, services, logger)
{
    /// <summary>As the database says now: attempts at the same time may have locked the account since it was read.</summary>
    public override async Task<bool> IsLockedOutAsync(Account user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.LockoutEnabled && await context.Users.AsNoTracking().Where(a => a.Id == user.Id).Select(a => a.LockoutEnd).FirstOrDefaultAsync() > time.GetUtcNow();
    }

    /// <summary>Counted by the database, so that attempts at the same time count each.</summary>
    public override async Task<IdentityResult> AccessFailedAsync(Account user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var (most, until) = (Options.Lockout.MaxFailedAccessAttempts, (DateTimeOffset?)(time.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan));
        await context.Users.Where(a => a.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1));
        await context.Users.Where(a => a.Id == user.Id && a.AccessFailedCount >= most)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LockoutEnd, until).SetProperty(a => a.AccessFailedCount, 0));
        await context.Entry(user).ReloadAsync();
        return IdentityResult.Success;
    }

    public override async Task<IdentityResult> ResetAccessFailedCountAsync(Account user)
    {
        ArgumentNullException.ThrowIfNull(user);
        await context.Users.Where(a => a.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.AccessFailedCount, 0));
        await context.Entry(user).ReloadAsync();
        return IdentityResult.Success;
    }
}
