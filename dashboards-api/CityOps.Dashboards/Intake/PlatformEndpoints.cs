using System.ComponentModel;
using CityOps.Casework.Elements;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Intake;

/// <summary>What the 12345 hotline and the grid platform send and fetch: their numbers and deadlines stay theirs; replies and satisfaction go back and forth.</summary>
internal static class PlatformEndpoints
{
    private const int Listed = 500;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly string[] Platforms = ["12345", "grid"];
    private static readonly string[] Levels = ["satisfied", "neutral", "dissatisfied"];

    internal sealed record Body(
        [property: Description("Their number; sending it again changes nothing.")] string ExternalId,
        [property: Description("What was said, where and by whom; sealed at once, shown only with a reason. At most 4,000 characters.")] string Text,
        [property: Description("A scenario, such as 'muck-truck'; may be left out where category is given.")] string? Scenario = null,
        [property: Description("A category's code, of the standard elements.")] string? Category = null,
        string? DwellingId = null,
        string? TruckId = null,
        string? Town = null,
        DateTimeOffset? RequestedAt = null,
        [property: Description("When their platform wants an answer.")] DateTimeOffset? ExpectedAt = null);

    internal sealed record SatisfactionBody([property: Description("'satisfied', 'neutral' or 'dissatisfied'.")] string Level);

    /// <param name="RepeatOf">The request into which this one was merged.</param>
    /// <param name="Late">Their deadline has passed and it is open.</param>
    internal sealed record Report(
        string RequestId, string Platform, string ExternalId, string Scenario, string Status, string? CaseId, string? RepeatOf, int Repeats, DateTimeOffset RequestedAt,
        DateTimeOffset? ExpectedAt, bool Late, string? Reply, DateTimeOffset UpdatedAt, string? Satisfaction);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/intake/{platform}").WithTags("Intake");
        group.MapPost("/", AcceptAsync).RequireAuthorization(Policies.IntakeSend)
            .WithSummary("Takes in a report of a platform ('12345' or 'grid') under its own number; repeated reports of a subject are merged.")
            .Produces<Report>().ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.IntakeRead)
            .WithSummary("A platform's latest 500 reports with what may be replied; it fetches replies here.").Produces<IReadOnlyList<Report>>();
        group.MapPost("/{externalId}/satisfaction", RateAsync).RequireAuthorization(Policies.IntakeSend)
            .WithSummary("What the caller thought of the reply.").Produces<Report>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AcceptAsync(
        string platform, Body body, CaseElements elements, ServiceRequests requests, TimeProvider time, CancellationToken cancellationToken)
    {
        var scenario = ScenarioOf(body, elements);
        var isPlatform = Platforms.Contains(platform, StringComparer.Ordinal);
        if (!isPlatform || scenario is null)
        {
            return Invalid.Those(
                (isPlatform, "platform", platform, $"Choose one of: {string.Join(", ", Platforms)}."),
                (scenario is not null || body.Category is not null, "scenario", body.Scenario, $"Choose one of: {string.Join(", ", elements.All.Select(e => e.Scenario))}; or give a category."),
                (scenario is not null || body.Category is null, "category", body.Category, $"Choose one of {body.Scenario ?? "the standard elements"}: {string.Join(", ", CategoriesOf(body.Scenario, elements).Select(c => c.Code))}."));
        }

        string?[] short64 = [body.ExternalId, body.DwellingId, body.TruckId, body.Town];
        if (string.IsNullOrWhiteSpace(body.ExternalId) || short64.Any(value => value?.Length > 64) || string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > 4_000)
        {
            return Invalid.Field("external_id", body.ExternalId, "Give their number (at most 64 characters, as ids and towns) and a text of at most 4,000.");
        }

        if (body.RequestedAt > time.GetUtcNow() + ClockSkew)
        {
            return Invalid.Field("requested_at", body.RequestedAt, "It lies in the future: give the instant with its offset.");
        }

        var row = await requests.AcceptAsync(
            new NewRequest(
                platform, body.ExternalId, scenario, body.DwellingId, body.TruckId, body.Town, body.Text, body.RequestedAt?.ToUniversalTime(), body.ExpectedAt?.ToUniversalTime()),
            cancellationToken);
        return TypedResults.Ok(Of((await requests.StatesAsync([row], cancellationToken))[0], time.GetUtcNow()));
    }

    private static async Task<Ok<List<Report>>> ListAsync(
        string platform, IOperationsDbFactory databases, ServiceRequests requests, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var rows = await db.ServiceRequests.AsNoTracking().Where(r => r.Platform == platform).OrderByDescending(r => r.RequestedAt).Take(Listed).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return TypedResults.Ok((await requests.StatesAsync(rows, cancellationToken)).Select(state => Of(state, now)).ToList());
    }

    private static async Task<IResult> RateAsync(
        string platform, string externalId, SatisfactionBody body, IOperationsDbFactory databases, ServiceRequests requests, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Levels.Contains(body.Level, StringComparer.Ordinal))
        {
            return Invalid.Field("level", body.Level, $"Choose one of: {string.Join(", ", Levels)}.");
        }

        await using var db = databases.Create();
        if (await db.ServiceRequests.FirstOrDefaultAsync(r => r.Platform == platform && r.ExternalId == externalId, cancellationToken) is not { } row)
        {
            return TypedResults.Problem(title: "No such report", detail: $"{platform} has sent no report '{externalId}'.", statusCode: StatusCodes.Status404NotFound);
        }

        var state = (await requests.StatesAsync([row], cancellationToken))[0];
        if (state.Reply is null)
        {
            return TypedResults.Problem(title: "Nothing was answered yet", detail: $"{externalId} has no reply that somebody could be content with. Send it after the reply.", statusCode: StatusCodes.Status409Conflict);
        }

        row.Satisfaction = body.Level;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(Of(state, time.GetUtcNow()));
    }

    /// <summary>The scenario that a report names, itself or by a category of it; null where it names none, or two that do not go together.</summary>
    private static string? ScenarioOf(Body body, CaseElements elements) =>
        body.Category is { } code ? CategoriesOf(body.Scenario, elements).FirstOrDefault(c => string.Equals(c.Code, code, StringComparison.Ordinal)).Scenario
        : body.Scenario is { } scenario && elements.TryGet(scenario, out _) ? scenario : null;

    private static IEnumerable<(string Scenario, string Code)> CategoriesOf(string? scenario, CaseElements elements) =>
        elements.All.Where(e => scenario is null || string.Equals(e.Scenario, scenario, StringComparison.Ordinal)).SelectMany(e => e.Categories.Select(c => (e.Scenario, c.Code)));

    private static Report Of(RequestState s, DateTimeOffset now) => new(
        s.Row.RequestId, s.Row.Platform, s.Row.ExternalId, s.Row.Scenario, s.Status, s.CaseId, s.Row.RepeatOf, s.Row.Repeats, s.Row.RequestedAt, s.Row.ExpectedAt,
        s.Status is "open" && s.Row.ExpectedAt < now, s.Reply, s.UpdatedAt, s.Row.Satisfaction);
}
