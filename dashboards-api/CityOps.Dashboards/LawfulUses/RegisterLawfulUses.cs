using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Domain;
using CityOps.Casework.LawfulUses;
using CityOps.Casework.Storage.Rows;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.LawfulUses;

/// <summary>The register of lawful uses (合法用途登记): asked for by one, approved by another, and revoked.</summary>
internal static class RegisterLawfulUses
{
    internal sealed record Body(
        [property: Description("A scenario's name, such as 'group-rental'.")] string Scenario,
        [property: Description("The dwelling key, or the truck id.")] string Subject,
        [property: Description("One of the scenario's lawful reasons, such as 'family'.")] string Kind,
        [property: Description("References of the papers it rests on.")] IReadOnlyList<string> Evidence,
        [property: Description("With an offset; at most five years ahead.")] DateTimeOffset ExpiresAt);

    internal sealed record Register(IReadOnlyList<LawfulUseRow> Uses);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/lawful-uses", ListAsync).RequireAuthorization(Policies.LawfulUsesRequest)
            .WithSummary("Lists registered uses, the newest first.").WithTags("Fairness").Produces<Register>();
        routes.MapPost("/lawful-uses", RequestAsync).RequireAuthorization(Policies.LawfulUsesRequest)
            .WithSummary("Asks that a use be registered as lawful.").WithTags("Fairness")
            .Produces<LawfulUseRow>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        routes.MapPost("/lawful-uses/{id}/approval", ApproveAsync).RequireAuthorization(Policies.LawfulUsesApprove)
            .WithSummary("Approves a registered use; by somebody else than who asked.").WithTags("Fairness")
            .Produces<LawfulUseRow>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/lawful-uses/{id}/revocation", RevokeAsync).RequireAuthorization(Policies.LawfulUsesApprove)
            .WithSummary("Revokes a registered use.").WithTags("Fairness")
            .Produces<LawfulUseRow>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [FromQuery(Name = "subject"), Description("Of one subject alone.")] string? subject,
        [FromQuery(Name = "waiting"), Description("True: only what waits for approval.")] bool? waiting,
        LawfulUseRegister register,
        SubjectTowns towns,
        ClaimsPrincipal user,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(new Register(await towns.AllowedAsync(user, await register.ListAsync(subject, waiting is true, cancellationToken), cancellationToken)));

    private static async Task<IResult> RequestAsync(Body body, LawfulUseRegister register, SubjectTowns towns, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (!await towns.AllowsAsync(user, body.Scenario, body.Subject, cancellationToken))
        {
            return Elsewhere("subject", body.Subject);
        }

        var (entry, wrong) = await register.RequestAsync(
            body.Scenario, body.Subject, body.Kind, string.Join(' ', body.Evidence), body.ExpiresAt, Caller.NameOf(user), cancellationToken);
        return wrong is null
            ? TypedResults.Ok(entry)
            : TypedResults.Problem(title: "A field is missing or wrong", detail: wrong, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ApproveAsync(string id, LawfulUseRegister register, SubjectTowns towns, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await WhyNotAsync(id, register, towns, user, cancellationToken)
            ?? await DecideAsync(id, "approved", await register.ApproveAsync(id, Caller.NameOf(user), cancellationToken), audit, user, cancellationToken);

    private static async Task<IResult> RevokeAsync(string id, LawfulUseRegister register, SubjectTowns towns, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await WhyNotAsync(id, register, towns, user, cancellationToken)
            ?? await DecideAsync(id, "revoked", await register.RevokeAsync(id, cancellationToken), audit, user, cancellationToken);

    private static async Task<IResult?> WhyNotAsync(string id, LawfulUseRegister register, SubjectTowns towns, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await register.FindAsync(id, cancellationToken) is not { } use)
        {
            return null;
        }

        return Caller.IsProgram(user) && towns.IsHousehold(use.Scenario) ? PersonsOnly.Refuse(CaseGate.PersonDecides)
            : await towns.AllowsAsync(user, use.Scenario, use.Subject, cancellationToken) ? null : Elsewhere("id", id);
    }

    private static ProblemHttpResult Elsewhere(string field, string value) => TypedResults.Problem(
        title: "Not found", detail: $"{field} '{value}' has no case in the towns of your account. A desk of the whole district registers it.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> DecideAsync(
        string id, string what, (LawfulUseRow? Entry, RefusalKind? Why) changed, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (changed.Why is null)
        {
            await audit.AppendAsync(new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.LawfulUsesApprove), AuditAction.LawfulUseDecided, $"lawful-use {id}", what), cancellationToken);
        }

        return Answer(id, changed);
    }

    private static IResult Answer(string id, (LawfulUseRow? Entry, RefusalKind? Why) changed) => changed.Why switch
    {
        null => TypedResults.Ok(changed.Entry),
        RefusalKind.NotFound => TypedResults.Problem(title: "No such entry", detail: $"The register holds no '{id}'.", statusCode: StatusCodes.Status404NotFound),
        RefusalKind.WrongOwner => TypedResults.Problem(title: "Somebody else has to approve", detail: "Whoever asked for the entry does not approve it.", statusCode: StatusCodes.Status409Conflict),
        _ => TypedResults.Problem(title: "Not waiting for approval", detail: $"'{id}' is approved or revoked already.", statusCode: StatusCodes.Status409Conflict),
    };
}
