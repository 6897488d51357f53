using CityOps.Dashboards.Accounts;
using CityOps.Dashboards.Hosting;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Identity.Secrets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CityOps.Dashboards.Auth;

/// <summary>
/// One scheme for programs and browsers: the token comes in the Authorization header or, for a browser, in the session cookie. Answers are
/// 401 and 403 with problem details, never a redirect.
/// </summary>
internal static class Authentication
{
    private const string Any = "any";

    public static void Add(IServiceCollection services, OpenIdOptions openId)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new SigningKey(provider.GetRequiredService<ISecretStore>().Get(SecretNames.TokenSigning)));
        services.TryAddSingleton<TokenIssuer>();
        services.TryAddSingleton<SignInLinks>();
        services.TryAddSingleton<SessionCookie>();
        services.TryAddSingleton<EndedSessions>();
        services.TryAddSingleton<AccountStamps>();
        services.TryAddSingleton<AccountSessions>();
        var authentication = services.AddAuthentication(Any)
            .AddPolicyScheme(Any, displayName: null, options => options.ForwardDefaultSelector = context => ApiTokenScheme.IsMeant(context.Request) ? ApiTokenScheme.Name : JwtBearerDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(ApiTokenScheme.Name, _ => { })
            .AddJwtBearer();
        OpenIdSignIn.Add(authentication, openId);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<SigningKey, TimeProvider>(Configure);
        services.AddAuthorization(Policies.Configure);
    }

    private static void Configure(JwtBearerOptions options, SigningKey key, TimeProvider time)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = TokenRules.For(key, time);
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                if (!context.Request.Headers.ContainsKey("Authorization"))
                {
                    context.Token = context.Request.Cookies[SessionCookie.Name];
                }

                return Task.CompletedTask;
            },
            OnTokenValidated = async context =>
            {
                if (context.SecurityToken is JsonWebToken token && context.HttpContext.RequestServices.GetRequiredService<EndedSessions>().IsEnded(token.EncodedToken))
                {
                    context.Fail("The session was signed out.");
                    return;
                }

                if (!await context.HttpContext.RequestServices.GetRequiredService<AccountStamps>().IsCurrentAsync(context.Principal!, context.HttpContext.RequestAborted))
                {
                    context.Fail("The account was changed or disabled since.");
                }
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                var failure = context.AuthenticateFailure;
                context.Response.Headers.WWWAuthenticate = failure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
                if (await RefusedPage.TryServeAsync(context.HttpContext, StatusCodes.Status401Unauthorized))
                {
                    return;
                }

                await Problem.WriteAsync(
                    context.HttpContext,
                    StatusCodes.Status401Unauthorized,
                    failure is null ? "Not signed in" : "The token is not valid",
                    failure is null
                        ? "Send 'Authorization: Bearer TOKEN' (a token comes from: cityops token --data DIR --role ROLE), or open the sign-in link that 'cityops up' printed."
                        : "It has expired, was signed with another key, or is damaged. Get a new one: cityops token --data DIR --role ROLE");
            },
            OnForbidden = async context =>
            {
                await AuditAsync(context.HttpContext);
                if (await RefusedPage.TryServeAsync(context.HttpContext, StatusCodes.Status403Forbidden))
                {
                    return;
                }

                await Problem.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "Your role does not allow this", DescribeRefusal(context.HttpContext));
            },
        };
    }

    // Whoever tries to open a household without the right to is remembered, as those are who have it and may not now.
    private static async Task AuditAsync(HttpContext context)
    {
        if (PoliciesOf(context).Contains(Policies.Reveal, StringComparer.Ordinal) && context.Request.RouteValues["id"] is string id)
        {
            await context.RequestServices.GetRequiredService<IAuditLog>().AppendAsync(
                new AuditEvent(Caller.NameOf(context.User), string.Join(' ', Caller.RolesOf(context.User)), AuditAction.VaultRefused, id, "the role does not allow it"), context.RequestAborted);
        }
    }

    private static string[] PoliciesOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToArray() ?? [];

    private static string DescribeRefusal(HttpContext context)
    {
        var own = string.Join(", ", context.User.FindAll(TokenRules.RoleClaim).Select(c => c.Value));
        var policies = PoliciesOf(context);
        var needed = policies.Length == 0 ? "another role" : string.Join(" or ", policies.Select(Policies.RolesOf).Aggregate((all, more) => [.. all.Intersect(more, StringComparer.Ordinal)]));
        return $"You have the roles: {own}. This needs: {needed}.";
    }
}
