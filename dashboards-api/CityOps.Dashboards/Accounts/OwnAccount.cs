using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Accounts;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Accounts;

/// <summary>What a person changes on their own account: the password, and the authenticator app (TOTP).</summary>
internal static class OwnAccount
{
    internal sealed record PasswordBody(string? Current = null, [property: Description("At least 12 characters.")] string? Next = null);

    internal sealed record TotpBody([property: Description("Your password: whoever finds an open session changes nothing.")] string? Password = null);

    internal sealed record CodeBody([property: Description("Six digits that the app shows.")] string? Code = null);

    /// <param name="Secret">For apps that take no link.</param>
    /// <param name="Link">An otpauth link; pages show it as a QR code.</param>
    internal sealed record Totp(string Secret, string Link);

    /// <param name="Totp">You sign in with an authenticator app.</param>
    internal sealed record View(string Name, bool Totp);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/password", ChangePasswordAsync).RequireAuthorization(Policies.SignedIn).RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Changes your password; other sessions of yours end.").WithTags("Session")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/account/totp", StartTotpAsync).RequireAuthorization(Policies.SignedIn).RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("A new secret for your authenticator app; it counts once you confirm a code, and the old app no more.").WithTags("Session")
            .Produces<Totp>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/account", ShowAsync).RequireAuthorization(Policies.SignedIn)
            .WithSummary("Your account.").WithTags("Session").Produces<View>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/account/totp/confirm", ConfirmTotpAsync).RequireAuthorization(Policies.SignedIn).RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Confirms that your app shows the right code; from now on you sign in with it.").WithTags("Session")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ShowAsync(
        [FromServices] UserManager<Account> accounts, [FromServices] AccountsDatabase database, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await FindAsync(accounts, database, user, cancellationToken) is { } account ? TypedResults.Ok(new View(account.UserName!, account.TwoFactorEnabled)) : NoAccount();

    private static async Task<IResult> ChangePasswordAsync(
        PasswordBody body, [FromServices] UserManager<Account> accounts, [FromServices] AccountsDatabase database, [FromServices] AccountSessions sessions,
        [FromServices] IAuditLog audit, HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await FindAsync(accounts, database, user, cancellationToken) is not { } account)
        {
            return NoAccount();
        }

        if (!await ProvesAsync(accounts, account, body.Current))
        {
            return WrongPassword("current");
        }

        var changed = await accounts.ChangePasswordAsync(account, body.Current!, body.Next ?? "");
        if (!changed.Succeeded)
        {
            return Invalid.Field("next", "", string.Join(" ", changed.Errors.Select(e => e.Description)));
        }

        await audit.AppendAsync(Entry(user, "own password"), cancellationToken);
        await sessions.StartAsync(context, accounts, account);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> StartTotpAsync(
        TotpBody body, [FromServices] UserManager<Account> accounts, [FromServices] AccountsDatabase database, [FromServices] AccountSessions sessions,
        [FromServices] IAuditLog audit, HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await FindAsync(accounts, database, user, cancellationToken) is not { } account)
        {
            return NoAccount();
        }

        if (!await ProvesAsync(accounts, account, body.Password))
        {
            return WrongPassword("password");
        }

        await audit.AppendAsync(Entry(user, "authenticator begun"), cancellationToken);
        await accounts.SetTwoFactorEnabledAsync(account, enabled: false);
        await accounts.ResetAuthenticatorKeyAsync(account);
        await sessions.StartAsync(context, accounts, account);
        var secret = await accounts.GetAuthenticatorKeyAsync(account) ?? "";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Totp(secret, $"otpauth://totp/CityOps:{Uri.EscapeDataString(account.UserName!)}?secret={secret}&issuer=CityOps&digits=6"));
    }

    private static async Task<IResult> ConfirmTotpAsync(
        CodeBody body, [FromServices] UserManager<Account> accounts, [FromServices] AccountsDatabase database, [FromServices] AccountSessions sessions,
        [FromServices] IAuditLog audit, HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await FindAsync(accounts, database, user, cancellationToken) is not { } account)
        {
            return NoAccount();
        }

        if (!await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, body.Code ?? ""))
        {
            return Invalid.Field("code", body.Code, "It is not the one the app should show now: check the phone's clock.");
        }

        await audit.AppendAsync(Entry(user, "authenticator confirmed"), cancellationToken);
        await accounts.SetTwoFactorEnabledAsync(account, enabled: true);
        await sessions.StartAsync(context, accounts, account);
        return TypedResults.NoContent();
    }

    // Wrong ones count towards the lock, as at the door.
    private static async Task<bool> ProvesAsync(UserManager<Account> accounts, Account account, string? password)
    {
        if (await accounts.IsLockedOutAsync(account))
        {
            return false;
        }

        if (await accounts.CheckPasswordAsync(account, password ?? ""))
        {
            return !await accounts.IsLockedOutAsync(account);
        }

        await accounts.AccessFailedAsync(account);
        return false;
    }

    private static async Task<Account?> FindAsync(UserManager<Account> accounts, AccountsDatabase database, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);

        // Only a session that was opened with the account's own password bears its stamp: a token of the same name is not the person.
        return user.FindFirstValue(TokenRules.StampClaim) is null ? null : await accounts.FindByNameAsync(Caller.NameOf(user));
    }

    private static AuditEvent Entry(ClaimsPrincipal user, string what) =>
        new(Caller.NameOf(user), string.Join(' ', Caller.RolesOf(user)), AuditAction.SettingChanged, Caller.NameOf(user), what);

    private static ProblemHttpResult WrongPassword(string field) => Invalid.Field(field, "", "It is not your password, or the account is locked for a quarter of an hour after too many tries.");

    private static ProblemHttpResult NoAccount() => TypedResults.Problem(
        title: "No account of your own", detail: "You are signed in by a link, a token or another system: it keeps your password.", statusCode: StatusCodes.Status404NotFound);
}
