using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace CityOps.Dashboards.Accounts;

/// <summary>Opens the session of an account, with its roles, its attributes and its stamp; again after a change that the person made: it ends all others.</summary>
internal sealed class AccountSessions(SessionCookie cookie, AccountStamps stamps)
{
    /// <returns>The roles it was opened with.</returns>
    public async Task<IReadOnlyList<string>> StartAsync(HttpContext context, UserManager<Account> accounts, Account account)
    {
        stamps.Forget(account.UserName!);
        var claims = await accounts.GetClaimsAsync(account);
        string[] roles = [.. claims.Where(c => c.Type is Account.RoleClaim).Select(c => c.Value)];
        cookie.Start(
            context, new SignedInPerson(account.UserName!, roles), [.. claims.Where(c => c.Type is not Account.RoleClaim), new Claim(TokenRules.StampClaim, account.SecurityStamp ?? "")]);
        return roles;
    }
}
