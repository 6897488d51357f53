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

/// <summary>Takes the champion back: what worked before it works again from the next run on.</summary>
internal static class RollBackModel
{
    internal sealed record Body([property: Description("A sentence; it is kept and goes into the audit log.")] string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/models/{scenario}/rollback", HandleAsync).RequireAuthorization(Policies.ModelsPromote)
            .WithSummary("Puts the version before the champion back to work. No gate: a way back is always open.").WithTags("Models")
            .Produces<PromotionAnswers.Answer>().ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        string scenario, Body body, [FromServices] ModelScenarios models, [FromServices] IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return models.NoSuch(scenario);
        }

        if (body.Reason?.Trim() is not { Length: >= PromotionDesk.ShortestReason } reason)
        {
            return Invalid.Field("reason", body.Reason, $"Say in a sentence of at least {PromotionDesk.ShortestReason} characters what is wrong with the present version.");
        }

        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.ModelsPromote), AuditAction.ModelPromoted, $"{scenario} rollback", reason), cancellationToken);
        return PromotionAnswers.Of(lifecycle.RollBack(Caller.NameOf(user), reason));
    }
}
