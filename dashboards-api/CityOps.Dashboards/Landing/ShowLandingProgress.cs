using System.ComponentModel;
using CityOps.Dashboards.Auth;
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
            .WithSummary("How far each partition has landed in the warehouse.").WithTags("Landing").Produces<Progress>();

    private static async Task<Ok<Progress>> HandleAsync(
        [FromQuery(Name = "topic"), Description("A topic, such as 'cityops.meter-readings.v1'; every one where left out.")] string? topic,
        ILandingProgress landing,
        CancellationToken cancellationToken)
    {
        var positions = (await landing.PositionsAsync(cancellationToken))
            .Where(p => string.IsNullOrEmpty(topic) || string.Equals(p.Partition.Topic, topic, StringComparison.Ordinal))
            .Select(p => new Position(
                p.Partition.Topic, p.Partition.Partition, p.NextOffset, p.EndOffset, p.LagMessages, p.LagRows, p.LagSeconds, p.Rows, p.State, p.Reason))
            .ToList();
        return TypedResults.Ok(new Progress(positions.TrueForAll(p => p.LagMessages == 0), positions));
    }
}
