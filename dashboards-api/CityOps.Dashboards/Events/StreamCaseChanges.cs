using System.ComponentModel;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
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
/// Pushes what changes in cases as server-sent events: <c>case</c> with the change, <c>resync</c> where the id to resume after is not of this
/// database's past, and an empty <c>ping</c> while nothing happens. A stream ends after half an hour so that rights are checked anew; browsers resume by
/// themselves with Last-Event-ID and miss nothing, however long they were away.
/// </summary>
internal static class StreamCaseChanges
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/events", Handle).RequireAuthorization(Policies.CasesRead)
            .WithSummary("Streams changes of cases as server-sent events; resumes after the header Last-Event-ID (or 'last_event_id'). Inspectors get those of their own orders.")
            .WithTags("Events").Produces<CaseChange>(StatusCodes.Status200OK, "text/event-stream");

    private static ServerSentEventsResult<CaseChange?> Handle(
        HttpContext context,
        [FromHeader(Name = "Last-Event-ID"), Description("The last change that was seen; browsers send it by themselves.")] string? lastEventId,
        [FromQuery(Name = "last_event_id"), Description("For readers that cannot set the header; the header wins.")] string? lastEventIdQuery,
        [FromQuery(Name = "town"), Description("Towns, separated by commas; all where left out.")] string? town,
        [FromQuery(Name = "scenario"), Description("Scenarios, separated by commas; all where left out.")] string? scenario,
        CaseChanges changes,
        OrderAssignments assignments,
        ClaimsPrincipal user,
        IOptions<DashboardsOptions> options,
        IHostApplicationLifetime lifetime,
        TimeProvider time)
    {
        long? after = long.TryParse(lastEventId ?? lastEventIdQuery, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var heartbeat = TimeSpan.FromMilliseconds(options.Value.Dashboards.StreamHeartbeatMs);
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(
            token => TakenAsync(changes, assignments, ChangeFilter.Of(user, town, scenario), after, token),
            heartbeat, time, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<CaseFeedItem> TakenAsync(
        CaseChanges changes, OrderAssignments assignments, ChangeFilter filter, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in changes.FollowAsync(after, cancellationToken))
        {
            if (item.Change is null || await filter.TakesAsync(item.Change, assignments, cancellationToken))
            {
                yield return item;
            }
        }
    }

    private static async IAsyncEnumerable<SseItem<CaseChange?>> FollowAsync(
        Func<CancellationToken, IAsyncEnumerable<CaseFeedItem>> follow,
        TimeSpan heartbeat,
        TimeProvider time,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken aborted)
    {
        using var expiry = new CancellationTokenSource(Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted, expiry.Token);
        await using var changes = follow(end.Token).GetAsyncEnumerator(CancellationToken.None);
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
