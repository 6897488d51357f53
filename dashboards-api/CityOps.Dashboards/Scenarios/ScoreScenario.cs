using System.ComponentModel;
using System.Globalization;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Jobs;
using CityOps.Dashboards.Problems;
using CityOps.Pipelines.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Scenarios;

/// <summary>Runs a scenario's scoring job now instead of tonight.</summary>
internal static class ScoreScenario
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/scenarios/{name}/score", HandleAsync).RequireAuthorization(Policies.ScoringRun)
            .WithSummary("Runs the scoring job of a scenario and answers with its counts when it is done.").WithTags("Scenarios")
            .Produces<ScoringSummary>().ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        string name,
        [FromQuery(Name = "as_of"), Description("The instant to score as of, RFC 3339; now where left out.")] string? asOf,
        ScoringRuns runs,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!runs.Scenarios.Contains(name, StringComparer.Ordinal))
        {
            return TypedResults.Problem(
                title: "No such scoring job",
                detail: $"No scenario '{name}' is scored. Scored are: {string.Join(", ", runs.Scenarios)}.",
                statusCode: StatusCodes.Status404NotFound);
        }

        var instant = time.GetUtcNow();
        if (!string.IsNullOrEmpty(asOf)
            && !DateTimeOffset.TryParse(asOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
        {
            return Invalid.Field("as_of", asOf, "Give an instant such as 2026-03-01T00:00:00Z, or leave it out for now.");
        }

        return await runs.TryRunAsync(name, instant.ToUniversalTime(), cancellationToken) is { } summary
            ? TypedResults.Ok(summary)
            : TypedResults.Problem(
                title: "Scoring is under way",
                detail: $"Scenario '{name}' has been scored since {runs.RunningSince(name):O}. Ask again when that run is over.",
                statusCode: StatusCodes.Status409Conflict);
    }
}
