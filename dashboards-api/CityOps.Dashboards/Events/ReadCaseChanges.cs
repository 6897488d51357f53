using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using CityOps.Casework.Feed;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Events;

/// <summary>The same changes as the stream's, for readers behind a proxy that lets no stream through: asked again and again, with the id of the last answer.</summary>
internal static class ReadCaseChanges
{
    private const int PageItems = 500;
    private const int MaxWaitSeconds = 25;

    /// <param name="Items">In order; those of others are left out.</param>
    /// <param name="Next">The id to ask after next, also where nothing came.</param>
    /// <param name="More">Ask again at once.</param>
    /// <param name="Resync">The id asked after is not of this database's past: read the list anew and go on from <paramref name="Next"/>.</param>
    internal sealed record Changes(IReadOnlyList<Item> Items, long Next, bool More, bool Resync);

    internal sealed record Item(long Id, CaseChange Change);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/events/since", HandleAsync).RequireAuthorization(Policies.CasesRead)
            .WithSummary("Changes of cases after an id, for polling; waits up to 25 s for one where 'wait_s' says so.").WithTags("Events")
            .Produces<Changes>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "id"), Description("'next' of the answer before; left out, the answer only says where now is.")] string? id,
        [FromQuery(Name = "town"), Description("Towns, separated by commas; all where left out.")] string? town,
        [FromQuery(Name = "scenario"), Description("Scenarios, separated by commas; all where left out.")] string? scenario,
        [FromQuery(Name = "wait_s"), Description("0 to 25: how long to wait while there is nothing; 0 by default.")] string? wait,
        CaseChanges changes,
        OrderAssignments assignments,
        ClaimsPrincipal user,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!int.TryParse(wait ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > MaxWaitSeconds)
        {
            return Invalid.Field("wait_s", wait, $"Give whole seconds from 0 to {MaxWaitSeconds}.");
        }

        var end = await changes.EndAsync(cancellationToken);
        if (string.IsNullOrEmpty(id))
        {
            return TypedResults.Ok(new Changes([], end, More: false, Resync: false));
        }

        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var after))
        {
            return Invalid.Field("id", id, "Give 'next' of the answer before, or leave it out to begin.");
        }

        if (after > end)
        {
            return TypedResults.Ok(new Changes([], end, More: false, Resync: true));
        }

        if (after == end && seconds > 0)
        {
            await WaitAsync(changes, after, TimeSpan.FromSeconds(seconds), time, cancellationToken);
        }

        var page = await changes.ReadAsync(after, PageItems, cancellationToken);
        var filter = ChangeFilter.Of(user, town, scenario);
        var items = new List<Item>();
        foreach (var item in page)
        {
            if (await filter.TakesAsync(item.Change!, assignments, cancellationToken))
            {
                items.Add(new(item.Id, item.Change!));
            }
        }

        return TypedResults.Ok(new Changes(items, page.Count > 0 ? page[^1].Id : after, page.Count == PageItems, Resync: false));
    }

    private static async Task WaitAsync(CaseChanges changes, long after, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var one = changes.FollowAsync(after, either.Token).GetAsyncEnumerator(either.Token);
            await one.MoveNextAsync();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came: the answer says so.
        }
    }
}
