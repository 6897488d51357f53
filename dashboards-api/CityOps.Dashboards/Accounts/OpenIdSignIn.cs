using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Accounts;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CityOps.Dashboards.Accounts;

/// <summary>Section <c>CityOps:OpenId</c>: the district's own sign-on. Empty authority: there is none.</summary>
public sealed class OpenIdOptions
{
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>The claim that bears a person's groups or roles.</summary>
    [Required]
    public string RolesFrom { get; set; } = "roles";

    /// <summary>The claim by which history shows a person.</summary>
    [Required]
    public string NameFrom { get; set; } = "preferred_username";

    /// <summary>What a value of that claim is here: <c>Roles:grid-inspectors = inspector</c>. A value of no name here gives nothing.</summary>
    public Dictionary<string, string> Roles { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// Sign-in by OpenID Connect (authorization code with PKCE). What comes back is turned into a session of ours at once: the other system's tokens
/// are not kept.
/// </summary>
internal static class OpenIdSignIn
{
    private const string Scheme = "openid";
    private const string Handover = "openid-handover";

    public static OpenIdOptions Read(IConfiguration configuration) => configuration.GetSection("CityOps:OpenId").Get<OpenIdOptions>() ?? new OpenIdOptions();

    public static void Add(AuthenticationBuilder authentication, OpenIdOptions settings)
    {
        if (settings.Authority.Length == 0)
        {
            return;
        }

        authentication.AddCookie(Handover);
        authentication.AddOpenIdConnect(Scheme, options =>
        {
            (options.Authority, options.ClientId, options.ClientSecret) = (settings.Authority, settings.ClientId, settings.ClientSecret);
            options.ResponseType = OpenIdConnectResponseType.Code;

            // A person comes back by following a link, not by a form of another site: then the cookies of the way there need no SameSite=None.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            {
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            }

            options.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
            options.UsePkce = true;
            options.MapInboundClaims = false;
            options.SignInScheme = Handover;
            options.CallbackPath = "/signin/openid/back";
            options.Scope.Add("profile");
            options.Events.OnTicketReceived = context => StartSessionAsync(context, settings);
            options.Events.OnRemoteFailure = RefuseAsync;
        });
    }

    public static void Map(IEndpointRouteBuilder routes, OpenIdOptions settings)
    {
        if (settings.Authority.Length > 0)
        {
            routes.MapGet("/signin/openid", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [Scheme]))
                .AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).ExcludeFromDescription();
        }
    }

    /// <summary>The person's roles here; roles that cannot be held together give none.</summary>
    public static IReadOnlyList<string> RolesOf(ClaimsPrincipal person, OpenIdOptions settings)
    {
        string[] roles = [.. person.FindAll(settings.RolesFrom).Select(c => settings.Roles.GetValueOrDefault(c.Value)).OfType<string>().Distinct(StringComparer.Ordinal)];
        return RoleRules.WhyNot(roles) is null ? roles : [];
    }

    private static async Task RefuseAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdSignIn))
            .LogWarning("The district's sign-on did not let somebody in: {Reason}", context.Failure?.Message);
        await context.HttpContext.RequestServices.GetRequiredService<IAuditLog>()
            .AppendAsync(new AuditEvent("", "", AuditAction.SignInRefused, "", "openid: what came back was not believed"), context.HttpContext.RequestAborted);
        context.Response.Redirect("/sign-in?reason=openid");
    }

    private static async Task StartSessionAsync(TicketReceivedContext context, OpenIdOptions settings)
    {
        context.HandleResponse();
        var roles = RolesOf(context.Principal!, settings);
        var name = context.Principal!.FindFirstValue(settings.NameFrom) ?? context.Principal!.FindFirstValue("sub") ?? "";
        var audit = context.HttpContext.RequestServices.GetRequiredService<IAuditLog>();
        if (roles.Count == 0 || name.Length == 0)
        {
            await audit.AppendAsync(new AuditEvent("", "", AuditAction.SignInRefused, name, "openid: no role here"), context.HttpContext.RequestAborted);
            context.Response.Redirect("/sign-in?reason=no-role");
            return;
        }

        if (MachineNames.WhyNot(name) is not null)
        {
            await audit.AppendAsync(new AuditEvent("", "", AuditAction.SignInRefused, name, "openid: the name stands for the machine"), context.HttpContext.RequestAborted);
            context.Response.Redirect("/sign-in?reason=openid");
            return;
        }

        string[] attributes = [Account.UnitClaim, Account.TownClaim, Account.GridClaim];
        context.HttpContext.RequestServices.GetRequiredService<SessionCookie>()
            .Start(context.HttpContext, new SignedInPerson(name, roles), [.. context.Principal!.Claims.Where(c => attributes.Contains(c.Type, StringComparer.Ordinal)), new Claim(TokenRules.OriginClaim, "openid")]);
        await audit.AppendAsync(new AuditEvent(name, string.Join(' ', roles), AuditAction.SignedIn, name, "openid"), context.HttpContext.RequestAborted);
        context.Response.Redirect("/");
    }
}
