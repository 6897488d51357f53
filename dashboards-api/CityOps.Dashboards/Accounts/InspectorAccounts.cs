using CityOps.Casework.Elements;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Accounts;

/// <summary>
/// Who can be sent: inspectors with an account, and those on the roster. Where the installation keeps neither, people sign in at the district's own sign-on,
/// or it is a demonstration, in which people take roles without accounts, nobody here knows, and every name is taken.
/// </summary>
internal sealed class InspectorAccounts(AccountsDatabase database, CaseElements elements, IConfiguration configuration, IOptions<DashboardsOptions> options)
{
    private const int MostNamed = 10;

    /// <returns>Why a name can't be meant; null where it can.</returns>
    public async Task<string?> WhyUnknownAsync(string name, CancellationToken cancellationToken)
    {
        if (options.Value.Demo || OpenIdSignIn.Read(configuration).Authority.Length > 0)
        {
            return null;
        }

        await database.ReadyAsync(cancellationToken);
        await using var db = database.Create();
        var accounts = await db.Users.AsNoTracking()
            .Where(a => !a.Disabled && db.UserClaims.Any(c => c.UserId == a.Id && c.ClaimType == Account.RoleClaim && c.ClaimValue == Roles.Inspector))
            .Select(a => a.UserName!).ToListAsync(cancellationToken);
        var known = accounts.Concat(elements.Data.Of("roster").Select(duty => duty["inspector"])).ToHashSet(StringComparer.Ordinal);
        return known.Count == 0 || known.Contains(name) ? null : $"No inspector has this account. There are: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(MostNamed))}{(known.Count > MostNamed ? ", …" : "")}.";
    }
}
