using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Auth;

/// <summary>
/// A browser's session: a short-lived token in a cookie that scripts can't read and other sites can't send. The same checks apply to it as
/// to a bearer token; only changes made with it must also pass <see cref="CrossSiteGuard"/>.
/// </summary>
public sealed class SessionCookie(TokenIssuer tokens)
{
    public const string Name = "cityops_session";

    /// <summary>One shift and its handover.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public void Start(HttpContext context, SignedInPerson person) => Start(context, person, []);

    /// <param name="attributes">Of the account: unit, town, grid, its stamp.</param>
    public void Start(HttpContext context, SignedInPerson person, IReadOnlyCollection<Claim> attributes) =>
        context.Response.Cookies.Append(Name, tokens.Issue(person.Roles, person.Name, Lifetime, attributes), Options(context.Request, Lifetime));

    public static void End(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context.Request, null));

    private static CookieOptions Options(HttpRequest request, TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        IsEssential = true,
        MaxAge = maxAge,
    };
}
