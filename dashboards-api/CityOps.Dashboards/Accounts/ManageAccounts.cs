using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Accounts;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Accounts;

/// <summary>Accounts of people: made, given roles and attributes, disabled, unlocked. Each change is audited, and nobody changes their own.</summary>
internal static class ManageAccounts
{
    // A token ends at its date; what it could make would not.
    public const string PersonManages = "Accounts, roles and tokens are given by a named person who signed in: a program's token would outlive itself in what it makes.";

    internal sealed record Body(
        [property: Description("Lower-case letters, digits, '-', '.' and '_'; history shows it.")] string? Name = null,
        [property: Description("At least 12 characters; the person changes it.")] string? Password = null,
        IReadOnlyList<string>? Roles = null,
        [property: Description("The code of the unit, such as 'grid_07'.")] string? Unit = null,
        string? Town = null,
        string? Grid = null);

    internal sealed record Change(
        IReadOnlyList<string>? Roles = null, string? Unit = null, string? Town = null, string? Grid = null,
        [property: Description("Nobody signs in with it any more, and its sessions end.")] bool? Disabled = null,
        [property: Description("Ends a lock after too many tries.")] bool Unlock = false,
        [property: Description("Takes the authenticator app away, where its phone was lost.")] bool ResetTotp = false,
        [property: Description("A new password, where the old one was lost.")] string? Password = null);

    internal sealed record View(
        string Name, IReadOnlyList<string> Roles, string? Unit, string? Town, string? Grid, bool Disabled, bool Locked, bool Totp, DateTimeOffset CreatedAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts", ListAsync).RequireAuthorization(Policies.AccountsManage)
            .WithSummary("All accounts.").WithTags("Accounts").Produces<IReadOnlyList<View>>();
        routes.MapPost("/accounts", CreateAsync).RequireAuthorization(Policies.AccountsManage).ByAPerson(PersonManages)
            .WithSummary("Makes an account.").WithTags("Accounts").Produces<View>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapPost("/accounts/{name}", ChangeAsync).RequireAuthorization(Policies.AccountsManage).ByAPerson(PersonManages)
            .WithSummary("Changes an account; what is left out stays. Its sessions end.").WithTags("Accounts")
            .Produces<View>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync([FromServices] UserManager<Account> accounts, [FromServices] AccountsDatabase database, CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);
        var views = new List<View>();
        foreach (var account in await accounts.Users.AsNoTracking().OrderBy(a => a.UserName).ToListAsync(cancellationToken))
        {
            views.Add(await ShowAsync(accounts, account));
        }

        return TypedResults.Ok(views);
    }

    private static async Task<IResult> CreateAsync(
        Body body, [FromServices] UserManager<Account> accounts, [FromServices] AccountsDatabase database, [FromServices] IAuditLog audit, [FromServices] TimeProvider time,
        ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);
        if (RoleRules.WhyNot(body.Roles ?? []) is { } why)
        {
            return Invalid.Field("roles", string.Join(", ", body.Roles ?? []), why);
        }

        if (MachineNames.WhyNot(body.Name ?? "") is { } taken)
        {
            return Invalid.Field("name", body.Name, taken);
        }

        var account = new Account { UserName = body.Name?.Trim() ?? "", CreatedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds() };
        var made = await accounts.CreateAsync(account, body.Password ?? "");
        if (!made.Succeeded)
        {
            var isPassword = made.Errors.Any(e => e.Code.Contains("Password", StringComparison.Ordinal));
            return Invalid.Field(isPassword ? "password" : "name", isPassword ? "…" : body.Name, string.Join(" ", made.Errors.Select(e => e.Description)));
        }

        await accounts.AddClaimsAsync(account, ClaimsOf(body.Roles!, body.Unit, body.Town, body.Grid));
        await audit.AppendAsync(Entry(user, AuditAction.RoleGranted, account, $"made with {string.Join(' ', body.Roles!)}"), cancellationToken);
        return TypedResults.Ok(await ShowAsync(accounts, account));
    }

    private static async Task<IResult> ChangeAsync(
        string name, Change change, [FromServices] UserManager<Account> accounts, [FromServices] AccountsDatabase database, [FromServices] AccountStamps stamps, [FromServices] IAuditLog audit,
        ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await database.ReadyAsync(cancellationToken);
        if (await accounts.FindByNameAsync(name) is not { } account)
        {
            return TypedResults.Problem(title: "No such account", detail: $"There is no account '{name}'.", statusCode: StatusCodes.Status404NotFound);
        }

        if (string.Equals(account.UserName, Caller.NameOf(user), StringComparison.Ordinal))
        {
            return TypedResults.Problem(title: "Your own account", detail: "Somebody else has to change it.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (change.Roles is not null && RoleRules.WhyNot(change.Roles) is { } why)
        {
            return Invalid.Field("roles", string.Join(", ", change.Roles), why);
        }

        if (change.Password is not null)
        {
            var checks = await Task.WhenAll(accounts.PasswordValidators.Select(v => v.ValidateAsync(accounts, account, change.Password)));
            if (checks.FirstOrDefault(c => !c.Succeeded) is { } bad)
            {
                return Invalid.Field("password", "", string.Join(" ", bad.Errors.Select(e => e.Description)));
            }

            account.PasswordHash = accounts.PasswordHasher.HashPassword(account, change.Password);
        }

        await audit.AppendAsync(Entry(user, change.Roles is null ? AuditAction.SettingChanged : AuditAction.RoleGranted, account, Words(change)), cancellationToken);
        var claims = await accounts.GetClaimsAsync(account);
        var (unit, town, grid) = (change.Unit ?? Value(claims, Account.UnitClaim), change.Town ?? Value(claims, Account.TownClaim), change.Grid ?? Value(claims, Account.GridClaim));
        var roles = change.Roles ?? [.. claims.Where(c => c.Type is Account.RoleClaim).Select(c => c.Value)];
        await accounts.RemoveClaimsAsync(account, claims);
        await accounts.AddClaimsAsync(account, ClaimsOf(roles, unit, town, grid));
        account.Disabled = change.Disabled ?? account.Disabled;
        if (change.Unlock)
        {
            account.LockoutEnd = null;
            account.AccessFailedCount = 0;
        }

        if (change.ResetTotp)
        {
            account.TwoFactorEnabled = false;
        }

        // A new stamp ends the sessions that bear the old one.
        await accounts.UpdateSecurityStampAsync(account);
        stamps.Forget(account.UserName!);
        return TypedResults.Ok(await ShowAsync(accounts, account));
    }

    private static List<Claim> ClaimsOf(IEnumerable<string> roles, string? unit, string? town, string? grid)
    {
        List<Claim> claims = [.. roles.Distinct(StringComparer.Ordinal).Select(role => new Claim(Account.RoleClaim, role))];
        Add(Account.UnitClaim, unit);
        Add(Account.TownClaim, town);
        Add(Account.GridClaim, grid);
        return claims;

        void Add(string type, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                claims.Add(new Claim(type, value.Trim()));
            }
        }
    }

    private static string Words(Change change)
    {
        List<string> words = [];
        Add(change.Roles is not null, $"roles {string.Join(' ', change.Roles ?? [])}");
        Add(change.Unit is not null, "unit");
        Add(change.Town is not null, "town");
        Add(change.Grid is not null, "grid");
        Add(change.Disabled is not null, change.Disabled is true ? "disabled" : "enabled");
        Add(change.Unlock, "unlocked");
        Add(change.ResetTotp, "authenticator taken away");
        Add(change.Password is not null, "new password");
        return string.Join(", ", words);

        void Add(bool happened, string word)
        {
            if (happened)
            {
                words.Add(word);
            }
        }
    }

    private static async Task<View> ShowAsync(UserManager<Account> accounts, Account account)
    {
        var claims = await accounts.GetClaimsAsync(account);
        return new View(
            account.UserName!, [.. claims.Where(c => c.Type is Account.RoleClaim).Select(c => c.Value)],
            Value(claims, Account.UnitClaim), Value(claims, Account.TownClaim), Value(claims, Account.GridClaim),
            account.Disabled, await accounts.IsLockedOutAsync(account), account.TwoFactorEnabled, DateTimeOffset.FromUnixTimeMilliseconds(account.CreatedAtMs));
    }

    private static string? Value(IEnumerable<Claim> claims, string type) => claims.FirstOrDefault(c => string.Equals(c.Type, type, StringComparison.Ordinal))?.Value;

    private static AuditEvent Entry(ClaimsPrincipal user, AuditAction action, Account account, string reason) =>
        new(Caller.NameOf(user), Caller.ActingRole(user, Policies.AccountsManage), action, account.UserName!, reason);
}
