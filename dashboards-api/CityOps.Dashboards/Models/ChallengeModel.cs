using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Lets a version score in shadow beside the champion: its scores lead to nothing but the comparison.</summary>
internal static class ChallengeModel
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/models/{scenario}/versions/{version}/challenge", HandleAsync).RequireAuthorization(Policies.ModelsPromote)
            .WithSummary("The version scores in shadow from the next run on.").WithTags("Models")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(string scenario, string version, [FromServices] ModelScenarios models, [FromServices] IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken) => models.Find(scenario) is not { } lifecycle
        ? models.NoSuch(scenario)
        : await ModelProblems.GuardAsync(async () =>
        {
            if (!models.AbilitiesOf(scenario).Shadows)
            {
                return ModelProblems.CannotDo($"Versions of '{scenario}' do not score in shadow: promote one, or do not.");
            }

            await audit.AppendAsync(
                new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.ModelsPromote), AuditAction.ModelPromoted, $"{scenario} {version} in shadow", ""), cancellationToken);
            lifecycle.Challenge(version);
            return TypedResults.NoContent();
        });
}
