using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Models;

/// <summary>Hands the features of a window to a scientist's notebook: no key and no place but the town is among them. Each export is audited.</summary>
internal static class ExportFeatures
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/models/{scenario}/features", HandleAsync).RequireAuthorization(Policies.ModelsPromote)
            .WithSummary("The features of the window before an instant with the outcomes of visits, as Arrow or Parquet.").WithTags("Models")
            .Produces(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .GivesFile(StatusCodes.Status200OK, "application/vnd.apache.parquet", "application/vnd.apache.arrow.stream");

    private static async Task<IResult> HandleAsync(
        string scenario,
        [FromQuery(Name = "format"), Description("parquet (where left out) or arrow (IPC stream).")] string? format,
        [FromQuery(Name = "as_of"), Description("RFC 3339; now where left out.")] string? asOf,
        [FromServices] ModelScenarios models,
        [FromServices] IAuditLog audit,
        TimeProvider time,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (models.Find(scenario) is not { } lifecycle)
        {
            return models.NoSuch(scenario);
        }

        if (!models.AbilitiesOf(scenario).ExportsFeatures)
        {
            return ModelProblems.CannotDo($"Features of '{scenario}' are not exported.");
        }

        if (!Words.TryParse<ExportFormat>(format ?? "parquet", out var chosen))
        {
            return Invalid.Field("format", format, $"Choose one of: {string.Join(", ", Words.AllOf<ExportFormat>())}.");
        }

        var instant = time.GetUtcNow();
        if (!string.IsNullOrEmpty(asOf) && !DateTimeOffset.TryParse(asOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
        {
            return Invalid.Field("as_of", asOf, "Give an instant such as 2026-03-01T00:00:00Z, or leave it out for now.");
        }

        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.ModelsPromote), AuditAction.Exported, $"features of {scenario} as of {instant.ToUniversalTime():O}", "for a notebook"), cancellationToken);
        return TypedResults.Stream(
            body => lifecycle.ExportFeaturesAsync(instant.ToUniversalTime(), chosen, body, cancellationToken),
            chosen is ExportFormat.Parquet ? "application/vnd.apache.parquet" : "application/vnd.apache.arrow.stream",
            $"{scenario}-features.{Words.Of(chosen)}");
    }
}
