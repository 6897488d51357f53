using System.ComponentModel;
using CityOps.Dashboards.Auth;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Landing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Landing;

/// <summary>Shows how far landing has come; <c>replay --wait</c> asks until every partition has passed the end it saw first.</summary>
internal static class ShowLandingProgress
{
    /// <param name="Settled">Nothing waits in any of the partitions shown.</param>
    internal sealed record Progress(bool Settled, IReadOnlyList<Position> Partitions);

    /// <param name="NextOffset">Everything before it is landed.</param>
    /// <param name="EndOffset">One past the last message.</param>
    /// <param name="LagRows">How many rows wait; exact only at 0.</param>
    /// <param name="Reason">Why it is retrying or stopped.</param>
    internal sealed record Position(
        string Topic, int Partition, long NextOffset, long EndOffset, long LagMessages, long LagRows, double LagSeconds, long Rows, PartitionState State, string? Reason);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/landing/progress", HandleAsync).RequireAuthorization(Policies.LandingProgress)
            .WithSummary("How far each partition has landed in the warehouse.").WithTags("Landing").Produces<Progress>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    // Whoever waits for a file to land needs the positions of now, so what was last known does not do: 503 while the log does not tell them.
    private static async Task<Results<Ok<Progress>, ProblemHttpResult>> HandleAsync(
        [FromQuery(Name = "topic"), Description("A topic, such as 'cityops.meter-readings.v1'; every one where left out.")] string? topic,
        ILandingProgress landing,
        CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(Of(topic, await landing.PositionsAsync(cancellationToken)));
        }
        catch (EventLogException error)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The log does not tell how far landing has come.", detail: error.Message);
        }
    }

    private static Progress Of(string? topic, IReadOnlyList<LandingPosition> landing)
    {
        var positions = landing
            .Where(p => string.IsNullOrEmpty(topic) || string.Equals(p.Partition.Topic, topic, StringComparison.Ordinal))
            .Select(p => new Position(
                p.Partition.Topic, p.Partition.Partition, p.NextOffset, p.EndOffset, p.LagMessages, p.LagRows, p.LagSeconds, p.Rows, p.State, p.Reason))
            .ToList();
        return new Progress(positions.TrueForAll(p => p.LagMessages == 0), positions);
    }
}
