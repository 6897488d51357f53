using System.ComponentModel;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Pipelines.Quality;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Quality;

/// <summary>Shows how long events take to arrive, by stream. Names no subject.</summary>
internal static class ShowLateness
{
    private const int MostDays = 92;

    internal sealed record Answer(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<StreamLateness> Streams);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/quality/lateness", HandleAsync).RequireAuthorization(Policies.QualityRead)
            .WithSummary("From an event to its arrival, by stream: median, 95th and 99th percentile in seconds, and how many came later than allowed.").WithTags("Data quality")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "days"), Description("How far back, 1 to 92; 7 where left out.")] int? days,
        [FromServices] LatenessReader reader,
        [FromServices] TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (days is < 1 or > MostDays)
        {
            return Invalid.Field("days", days, $"Give a number from 1 to {MostDays}.");
        }

        var now = time.GetUtcNow();
        var from = now.AddDays(-(days ?? 7));
        return TypedResults.Ok(new Answer(from, now, await reader.ReadAsync(from, now, cancellationToken)));
    }
}
