using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CityOps.Casework.Feed;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Events;

/// <summary>
/// Pushes what changes in cases as server-sent events: <c>case</c> with the change, <c>resync</c> when the reader fell too far behind, and an
/// empty <c>ping</c> while nothing happens. A stream ends after half an hour so that rights are checked anew; browsers resume by
/// themselves with Last-Event-ID and miss nothing.
/// </summary>
internal static class StreamCaseChanges
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/events", Handle).RequireAuthorization(Policies.CasesRead)
            .WithSummary("Streams changes of cases as server-sent events; resumes after the header Last-Event-ID.").WithTags("Cases")
            .Produces<CaseChange>(StatusCodes.Status200OK, "text/event-stream");

    private static ServerSentEventsResult<CaseChange?> Handle(
        HttpContext context,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        ICaseFeed feed,
        IOptions<DashboardsOptions> options,
        IHostApplicationLifetime lifetime,
        TimeProvider time)
    {
        long? after = long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var heartbeat = TimeSpan.FromMilliseconds(options.Value.Dashboards.StreamHeartbeatMs);
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(feed, after, heartbeat, time, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<CaseChange?>> FollowAsync(
        ICaseFeed feed,
        long? after,
        TimeSpan heartbeat,
        TimeProvider time,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken aborted)
    {
        using var expiry = new CancellationTokenSource(Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted, expiry.Token);
        await using var changes = feed.SubscribeAsync(after, end.Token).GetAsyncEnumerator(CancellationToken.None);
        yield return new SseItem<CaseChange?>(null, "ping");
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (await OutcomeAsync(next, heartbeat, time) is var outcome && outcome is not null)
            {
                if (!outcome.Value)
                {
                    yield return new SseItem<CaseChange?>(null, "ping");
                    continue;
                }

                var item = changes.Current;
                yield return new SseItem<CaseChange?>(item.Change, item.Resync ? "resync" : "case")
                {
                    EventId = item.Id.ToString(CultureInfo.InvariantCulture),
                };
                next = changes.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // A subscription can't be disposed while it still waits for its next item.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>True: a change came; false: none did within a heartbeat; null: the stream is over.</returns>
    private static async Task<bool?> OutcomeAsync(Task<bool> next, TimeSpan heartbeat, TimeProvider time)
    {
        try
        {
            return await next.WaitAsync(heartbeat, time) ? true : null;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
