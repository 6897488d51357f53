using System.ComponentModel;
using CityOps.Contracts.Catalog;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Pipelines.DeadLetters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.DeadLetters;

/// <summary>Lists dead letters, without what they hold, and counts them by reason.</summary>
internal static class ListDeadLetters
{
    private const int MostAtOnce = 1_000;

    /// <param name="Counts">By topic, field, code and reason, of all that the filter lets through; at most 100.</param>
    /// <param name="Next">Give it as <c>before</c> for the next page; null on the last one.</param>
    internal sealed record Page(IReadOnlyList<DeadLetterCount> Counts, IReadOnlyList<DeadLetterEntry> DeadLetters, string? Next);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/dead-letters", HandleAsync).RequireAuthorization(Policies.DeadLettersRead)
            .WithSummary("Rows and messages that were refused: why, where they came from, whether they were sent again. Never what they hold.")
            .WithTags("Dead letters").Produces<Page>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "topic"), Description("A topic or the name of a contract, such as 'meter-readings'.")] string? topic,
        [FromQuery(Name = "field"), Description("The column at fault.")] string? field,
        [FromQuery(Name = "reason"), Description("A code such as 'in_the_future', or a part of the reason.")] string? reason,
        [FromQuery(Name = "since"), Description("Refused at or after this instant, RFC 3339.")] string? since,
        [FromQuery(Name = "open"), Description("Only those that were not sent again.")] bool? open,
        [FromQuery(Name = "limit"), Description("1 to 1000; 100 where left out.")] int? limit,
        [FromQuery(Name = "before"), Description("Where the page before ended.")] string? before,
        [FromServices] IDeadLetterBook book,
        [FromServices] ContractCatalog contracts,
        CancellationToken cancellationToken)
    {
        if (DeadLetterFilters.TryOf(contracts, topic, field, reason, since, open ?? false) is not { } filter)
        {
            return Invalid.Field("since", since, "Give an instant such as 2026-03-01T00:00:00Z, or leave it out.");
        }

        if (!DeadLetterCursorText.TryParse(before, out var cursor))
        {
            return Invalid.Field("before", before, "Give the 'next' of the page before, or leave it out for the first page.");
        }

        var most = limit ?? 100;
        if (most is < 1 or > MostAtOnce)
        {
            return Invalid.Field("limit", limit, $"Give a number from 1 to {MostAtOnce}.");
        }

        var letters = await book.ListAsync(filter, cursor, most, cancellationToken);
        var next = letters.Count == most ? DeadLetterCursorText.Of(letters[^1]) : null;
        return TypedResults.Ok(new Page(await book.CountAsync(filter, cancellationToken), letters, next));
    }
}
