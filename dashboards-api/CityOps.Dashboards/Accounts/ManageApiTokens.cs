using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Accounts;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Accounts;

/// <summary>Tokens of programs: made with roles, a scope and an expiry, shown once, listed without their secret, revoked.</summary>
internal static class ManageApiTokens
{
    private const int MostDays = 366;

    internal sealed record Body(
        [property: Description("What it is for; it acts under this name.")] string? Name = null,
        IReadOnlyList<string>? Roles = null,
        [property: Description("The rights it may use, of those its roles give, such as 'cases.read'.")] IReadOnlyList<string>? Scope = null,
        [property: Description("1 to 366.")] int? ExpiresInDays = null);

    /// <param name="Token">Send it as 'Authorization: Bearer TOKEN'. It is shown this once.</param>
    internal sealed record Made(ApiToken Facts, string Token);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tokens", async ([FromServices] ApiTokens tokens, CancellationToken cancellationToken) => TypedResults.Ok(await tokens.ListAsync(cancellationToken)))
            .RequireAuthorization(Policies.AccountsManage).WithSummary("All tokens of programs, without their secrets.").WithTags("Accounts");
        routes.MapPost("/tokens", CreateAsync).RequireAuthorization(Policies.AccountsManage).ByAPerson(ManageAccounts.PersonManages)
            .WithSummary("Makes a token for a program; it is shown once.").WithTags("Accounts").Produces<Made>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapDelete("/tokens/{id}", RevokeAsync).RequireAuthorization(Policies.AccountsManage)
            .WithSummary("Revokes a token; within 15 seconds no process takes it any more.").WithTags("Accounts")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CreateAsync(
        Body body, [FromServices] ApiTokens tokens, [FromServices] IAuditLog audit, HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var (roles, scope) = (body.Roles ?? [], body.Scope ?? []);
        if (body.Name?.Trim() is not { Length: > 0 and <= 64 } name)
        {
            return Invalid.Field("name", body.Name, "Say in at most 64 characters what it is for.");
        }

        if (RoleRules.WhyNot(roles) is { } why)
        {
            return Invalid.Field("roles", string.Join(", ", roles), why);
        }

        var granted = Policies.Granted([.. roles]);
        if (scope.Count == 0 || scope.Any(right => !granted.Contains(right, StringComparer.Ordinal)))
        {
            return Invalid.Field("scope", string.Join(", ", scope), $"Choose among what these roles give: {string.Join(", ", granted)}.");
        }

        if (body.ExpiresInDays is not (>= 1 and <= MostDays))
        {
            return Invalid.Field("expires_in_days", body.ExpiresInDays, $"Give a number from 1 to {MostDays}.");
        }

        var by = Caller.NameOf(user);
        if (await tokens.CreateAsync($"token:{name}", roles, scope, TimeSpan.FromDays(body.ExpiresInDays.Value), by, cancellationToken) is not var (token, secret))
        {
            return Invalid.Field("name", body.Name, $"A token 'token:{name}' stands already and history could not tell them apart: choose another name, or revoke that one first.");
        }

        await audit.AppendAsync(Entry(user, AuditAction.TokenIssued, token.TokenId, $"{name}: {string.Join(' ', roles)}; {string.Join(' ', scope)}; until {token.ExpiresAt:O}"), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Made(token, secret));
    }

    private static async Task<IResult> RevokeAsync(string id, [FromServices] ApiTokens tokens, [FromServices] IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (!await tokens.RevokeAsync(id, cancellationToken))
        {
            return TypedResults.Problem(title: "No such token", detail: $"There is no token '{id}' that is not revoked already.", statusCode: StatusCodes.Status404NotFound);
        }

        await audit.AppendAsync(Entry(user, AuditAction.TokenRevoked, id, ""), cancellationToken);
        return TypedResults.NoContent();
    }

    private static AuditEvent Entry(ClaimsPrincipal user, AuditAction action, string subject, string reason) =>
        new(Caller.NameOf(user), Caller.ActingRole(user, Policies.AccountsManage), action, subject, reason);
}
