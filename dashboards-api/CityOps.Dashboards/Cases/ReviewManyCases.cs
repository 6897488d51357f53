using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Decides many truck cases at once and says for each what became of it; a household's case is refused (PIPL art. 24).</summary>
internal static class ReviewManyCases
{
    private const int MaxCases = 200;

    internal sealed record Body(
        [property: Description("At most 200 case ids.")] IReadOnlyList<string> CaseIds,
        [property: Description("'confirm' or 'dismiss'."), AllowedValues("confirm", "dismiss")] string Decision,
        [property: Description("One of the scenario's filing reasons (confirm) or dismiss reasons.")] string ReasonCode,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent; each case's part has an id of its own made of it.")] Guid? CommandId = null);

    /// <param name="Status">The HTTP status the case alone would have got.</param>
    /// <param name="Message">Why it was refused; null where it was not.</param>
    internal sealed record Item(string CaseId, int Status, string? Message, CommandAccepted? Accepted);

    internal sealed record Answer(int Accepted, int Refused, IReadOnlyList<Item> Items);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/case-reviews", HandleAsync).RequireAuthorization(Policies.CasesReview)
            .WithSummary("Decides many truck cases at once; answers for each.").WithTags("Cases")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (!Words.TryParse<ReviewDecision>(body.Decision, out var decision))
        {
            return Invalid.Field("decision", body.Decision, $"Choose one of: {string.Join(", ", Words.AllOf<ReviewDecision>())}.");
        }

        if (body.CaseIds.Count is 0 or > MaxCases)
        {
            return Invalid.Field("case_ids", $"{body.CaseIds.Count} ids", $"Name 1 to {MaxCases} cases.");
        }

        var actor = new Actor(Caller.NameOf(user), Caller.ActingRole(user, Policies.CasesReview));
        var command = http.CommandId(body.CommandId);
        var items = new List<Item>();
        foreach (var id in body.CaseIds.Distinct(StringComparer.Ordinal))
        {
            if (!await http.AllowsAsync(id))
            {
                items.Add(new(id, StatusCodes.Status404NotFound, "There is no such case in the towns of your account, or a person has to decide it.", null));
                continue;
            }

            var review = new Review(CommandIds.Of(command, id), decision, body.ReasonCode, body.Note, InBulk: true);
            var result = await commands.HandleAsync(id, review, actor, expectedVersion: null, cancellationToken);
            items.Add(new(id, result.Refusal is { } refused ? CommandAnswers.StatusOf(refused.Kind) : StatusCodes.Status200OK, result.Refusal?.Message, result.Value));
        }

        return TypedResults.Ok(new Answer(items.Count(i => i.Accepted is not null), items.Count(i => i.Accepted is null), items));
    }
}
