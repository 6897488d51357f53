using System.ComponentModel;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace CityOps.Dashboards.MuckTruck;

/// <summary>
/// Pushes where trucks are, throttled for a map: <c>fleet</c> with all trucks first, then <c>trucks</c> with those that sent a new position since, at most
/// one event an interval. The next is computed only once the reader has taken the last, so that a slow reader gets fewer, never a queue.
/// </summary>
internal static class StreamFleet
{
    private const int DefaultIntervalMs = 2_000;
    private const int MinIntervalMs = 500;
    private const int MaxIntervalMs = 60_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/fleet/stream", Handle).RequireAuthorization(Policies.FleetRead)
            .WithSummary("Streams trucks' latest positions: all of them first, then those that moved, at most one event an interval.")
            .Produces<Fleet>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status400BadRequest);

    private static IResult Handle(
        HttpContext context,
        [FromQuery(Name = "interval_ms"), Description("500 to 60,000; 2,000 by default.")] string? interval,
        FleetPositions positions,
        IHostApplicationLifetime lifetime,
        TimeProvider time)
    {
        var ms = DefaultIntervalMs;
        if (!string.IsNullOrEmpty(interval)
            && !(int.TryParse(interval, NumberStyles.None, CultureInfo.InvariantCulture, out ms) && ms is >= MinIntervalMs and <= MaxIntervalMs))
        {
            return Invalid.Field("interval_ms", interval, $"Give milliseconds from {MinIntervalMs} to {MaxIntervalMs}.");
        }

        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(positions, TimeSpan.FromMilliseconds(ms), time, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<Fleet>> FollowAsync(
        FleetPositions positions, TimeSpan interval, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var expiry = new CancellationTokenSource(Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted, expiry.Token);
        var sent = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var first = true; !end.IsCancellationRequested; first = false)
        {
            Fleet fleet;
            try
            {
                fleet = await positions.LatestAsync(end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                yield break;
            }

            var moved = fleet.Trucks.Where(truck => !sent.TryGetValue(truck.TruckId, out var at) || at != truck.At).ToList();
            moved.ForEach(truck => sent[truck.TruckId] = truck.At);
            yield return new SseItem<Fleet>(fleet with { Trucks = moved }, first ? "fleet" : "trucks");
            await Task.Delay(interval, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
