using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Models.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>A person puts a version to work, with a reason. The gate refuses a worse one with the figures; two people can use it all the same.</summary>
internal static class PromoteModel
{
    internal sealed record Body(
        [property: Description("A sentence; it is kept beside the version and in the audit log.")] string? Reason = null,
        [property: Description("Use it although the gate finds it worse: the first person's wish waits a week for the same wish of a second person.")] bool DespiteGate = false);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/models/{scenario}/versions/{version}/promote", HandleAsync).RequireAuthorization(Policies.ModelsPromote)
            .WithSummary("Puts a version to work. 409 with the figures where it is worse; 202 where it waits for a second person.").WithTags("Models")
            .Produces<PromotionAnswers.Answer>().Produces<PromotionAnswers.Answer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        string scenario, string version, Body body, [FromServices] ModelScenarios models, [FromServices] IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return models.NoSuch(scenario);
        }

        if (body.Reason?.Trim() is not { Length: >= PromotionDesk.ShortestReason } reason)
        {
            return Invalid.Field("reason", body.Reason, $"Say in a sentence of at least {PromotionDesk.ShortestReason} characters why it should score from now on.");
        }

        // Written before it takes effect, with what was asked: a refusal is worth knowing too.
        await audit.AppendAsync(
            new AuditEvent(
                Caller.NameOf(user), Caller.ActingRole(user, Policies.ModelsPromote), AuditAction.ModelPromoted, $"{scenario} {version}{(body.DespiteGate ? " despite the gate" : "")}", reason),
            cancellationToken);
        return PromotionAnswers.Of(lifecycle.Promote(version, Caller.NameOf(user), reason, body.DespiteGate));
    }
}
