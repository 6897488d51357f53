using System.ComponentModel;
using CityOps.Identity.Accounts;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Accounts;

/// <summary>Opens a session with name, password and, where the account has one, a code of an authenticator app. Wrong ones lock the account for a while.</summary>
internal static class SignInWithPassword
{
    internal sealed record Body(
        string? Name = null,
        string? Password = null,
        [property: Description("Six digits of the authenticator app, where the account has one.")] string? Code = null);

    /// <param name="CodeNeeded">Name and password are right; send them again with the code.</param>
    internal sealed record Answer(string? Name, IReadOnlyList<string> Roles, bool CodeNeeded);

    /// <param name="OpenId">The district's own sign-on is set up: GET /signin/openid.</param>
    internal sealed record Ways(bool OpenId);

    public static void Map(IEndpointRouteBuilder routes, OpenIdOptions openId)
    {
        routes.MapGet("/sign-in", () => TypedResults.Ok(new Ways(openId.Authority.Length > 0))).AllowAnonymous()
            .WithSummary("Which ways there are to sign in.").WithTags("Session").Produces<Ways>();
        routes.MapPost("/sign-in", HandleAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Opens a browser session with name, password and code.").WithTags("Session")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> HandleAsync(
        Body body,
        [FromServices] UserManager<Account> accounts,
        [FromServices] AccountsDatabase database,
        [FromServices] AccountSessions sessions,
        [FromServices] IAuditLog audit,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);
        var name = body.Name?.Trim().ToLowerInvariant() ?? "";
        var account = name.Length is > 0 and <= 128 ? await accounts.FindByNameAsync(name) : null;
        if (account is null || account.Disabled || await accounts.IsLockedOutAsync(account))
        {
            // As much work as for a known name, so that time tells nothing.
            accounts.PasswordHasher.HashPassword(new Account(), body.Password ?? "");
            return await RefuseAsync(audit, name, account is null ? "no such account" : account.Disabled ? "disabled" : "locked", cancellationToken);
        }

        if (!await accounts.CheckPasswordAsync(account, body.Password ?? ""))
        {
            await accounts.AccessFailedAsync(account);
            return await RefuseAsync(audit, name, "wrong password", cancellationToken);
        }

        if (await accounts.GetTwoFactorEnabledAsync(account))
        {
            if (string.IsNullOrWhiteSpace(body.Code))
            {
                return TypedResults.Ok(new Answer(null, [], CodeNeeded: true));
            }

            if (!await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, body.Code.Replace(" ", "", StringComparison.Ordinal)))
            {
                await accounts.AccessFailedAsync(account);
                return await RefuseAsync(audit, name, "wrong code", cancellationToken);
            }
        }

        // Attempts at the same time may have locked it while this one was looked at: the right one among many guesses opens nothing either.
        if (await accounts.IsLockedOutAsync(account))
        {
            return await RefuseAsync(audit, name, "locked", cancellationToken);
        }

        await accounts.ResetAccessFailedCountAsync(account);
        var roles = await sessions.StartAsync(context, accounts, account);
        await audit.AppendAsync(new AuditEvent(account.UserName!, string.Join(' ', roles), AuditAction.SignedIn, account.UserName!, "password"), cancellationToken);
        return TypedResults.Ok(new Answer(account.UserName, roles, CodeNeeded: false));
    }

    // One answer for all, so that it tells nobody which names exist.
    private static async Task<IResult> RefuseAsync(IAuditLog audit, string name, string why, CancellationToken cancellationToken)
    {
        await audit.AppendAsync(new AuditEvent("", "", AuditAction.SignInRefused, name, why), cancellationToken);
        return TypedResults.Problem(
            title: "Not signed in", detail: "Name, password or code is wrong, or the account is locked for a quarter of an hour after too many tries.", statusCode: StatusCodes.Status401Unauthorized);
    }
}
