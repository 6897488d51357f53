using System.ComponentModel;
using System.Security.Claims;
using CityOps.Contracts.Catalog;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Pipelines.DeadLetters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.DeadLetters;

/// <summary>Sends dead letters again after what refused them was mended. Nobody sees what they hold; the audit log says who did it.</summary>
internal static class RequeueDeadLetters
{
    private const int MostAtOnce = 10_000;
    private const int PageSize = 500;

    internal sealed record Body(
        [property: Description("The letters, by id; or leave it out and say which by topic.")] IReadOnlyList<string>? Ids = null,
        [property: Description("A topic or the name of a contract: all of its letters that were not sent again.")] string? Topic = null,
        [property: Description("Only those with this column at fault.")] string? Field = null,
        [property: Description("Only those with this code, or whose reason holds this.")] string? Reason = null,
        [property: Description("Only those refused at or after this instant, RFC 3339.")] string? Since = null,
        [property: Description("What was mended, in your own words; it goes into the audit log and stays with the letters.")] string? Note = null);

    /// <param name="More">Whether others that match were left for the next call.</param>
    internal sealed record Answer(int Requeued, int AlreadyRequeued, int RefusedAgain, int NotWhole, int Unknown, bool More, IReadOnlyList<RequeueOutcome> NotSent);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/dead-letters/requeue", HandleAsync).RequireAuthorization(Policies.DeadLettersRequeue)
            .WithSummary("Decodes dead letters again and appends their rows where they were refused. Sending one twice changes nothing.").WithTags("Dead letters")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        Body body, [FromServices] IDeadLetterBook book, [FromServices] ContractCatalog contracts, [FromServices] IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (body.Ids is not { Count: > 0 } && string.IsNullOrEmpty(body.Topic))
        {
            return Invalid.Field("ids", null, "Name the letters by id, or all of a topic by 'topic'.");
        }

        if (body.Ids?.Count > MostAtOnce)
        {
            return Invalid.Field("ids", body.Ids.Count, $"Give at most {MostAtOnce} at once.");
        }

        if (DeadLetterFilters.TryOf(contracts, body.Topic, body.Field, body.Reason, body.Since, openOnly: true) is not { } filter)
        {
            return Invalid.Field("since", body.Since, "Give an instant such as 2026-03-01T00:00:00Z, or leave it out.");
        }

        var by = Caller.NameOf(user);
        var subject = body.Ids is { Count: > 0 } ids ? string.Join(' ', ids) : $"all open of {filter.Topic} {filter.Field} {filter.Reason}".TrimEnd();
        await audit.AppendAsync(
            new AuditEvent(by, Caller.ActingRole(user, Policies.DeadLettersRequeue), AuditAction.DeadLetterRequeued, subject, body.Note ?? ""), cancellationToken);
        var (wanted, more) = body.Ids is { Count: > 0 } named ? (named, false) : await OpenOfAsync(book, filter, cancellationToken);
        var outcomes = new List<RequeueOutcome>();
        foreach (var id in wanted.Distinct(StringComparer.Ordinal))
        {
            outcomes.Add(await book.RequeueAsync(id, by, body.Note ?? "", cancellationToken));
        }

        return TypedResults.Ok(AnswerOf(outcomes, more));
    }

    // What cannot be sent is left out, so that a second call does not stop at the same ones.
    private static async Task<(IReadOnlyList<string> Ids, bool More)> OpenOfAsync(IDeadLetterBook book, DeadLetterFilter filter, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        DeadLetterCursor? cursor = null;
        while (ids.Count < MostAtOnce)
        {
            var page = await book.ListAsync(filter, cursor, PageSize, cancellationToken);
            ids.AddRange(page.Where(letter => letter.IsWhole).Select(letter => letter.Id));
            if (page.Count < PageSize)
            {
                return (ids, false);
            }

            cursor = new DeadLetterCursor(page[^1].At, page[^1].Id);
        }

        return (ids, true);
    }

    private static Answer AnswerOf(List<RequeueOutcome> outcomes, bool more)
    {
        int Count(RequeueResult result) => outcomes.Count(o => o.Result == result);
        return new Answer(
            Count(RequeueResult.Requeued), Count(RequeueResult.AlreadyRequeued), Count(RequeueResult.RefusedAgain), Count(RequeueResult.NotWhole), Count(RequeueResult.Unknown), more,
            [.. outcomes.Where(o => o.Result is not RequeueResult.Requeued)]);
    }
}
