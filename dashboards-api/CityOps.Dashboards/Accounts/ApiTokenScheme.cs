using System.Security.Claims;
using System.Text.Encodings.Web;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Accounts;

/// <summary>Lets programs in with a token of <see cref="ApiTokens"/>. Its scope is in the claims; <see cref="Policies"/> asks for it.</summary>
internal sealed class ApiTokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "api-token";
    private const string Bearer = "Bearer ";

    public static bool IsMeant(Microsoft.AspNetCore.Http.HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer + ApiTokens.Prefix, StringComparison.Ordinal);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (await tokens.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } token)
        {
            return AuthenticateResult.Fail("The token is unknown, has expired or was revoked.");
        }

        Claim[] claims =
        [
            new(TokenRules.NameClaim, token.Name),
            .. token.Roles.Select(role => new Claim(TokenRules.RoleClaim, role)),
            .. token.Scope.Select(right => new Claim(TokenRules.ScopeClaim, right)),
        ];
        var identity = new ClaimsIdentity(claims, Name, TokenRules.NameClaim, TokenRules.RoleClaim);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        await Problems.Problem.WriteAsync(
            Context, Microsoft.AspNetCore.Http.StatusCodes.Status401Unauthorized, "The token is not valid", "It is unknown, has expired or was revoked. A security_admin makes another: POST /api/v1/tokens.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Problem.WriteAsync(
        Context, Microsoft.AspNetCore.Http.StatusCodes.Status403Forbidden, "The token does not allow this", "Neither its roles nor its scope give this right.");
}
