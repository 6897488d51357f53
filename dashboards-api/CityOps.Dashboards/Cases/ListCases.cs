using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Lists cases, a page at a time.</summary>
internal static class ListCases
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases", HandleAsync).RequireAuthorization(Policies.CasesRead)
            .WithSummary("Lists cases; open ones unless 'state' names states.").WithTags("Cases")
            .Produces<CasePage>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet("/case-facets", CountAsync).RequireAuthorization(Policies.CasesRead)
            .WithSummary("How many of the cases that the same filters take stand under each value.").WithTags("Cases")
            .Produces<CaseFacets>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    internal sealed class Query
    {
        [FromQuery(Name = "state"), Description("States, separated by commas, such as 'detected,triaged'; 'all' for every case; empty for the open ones.")]
        public string? State { get; init; }

        [FromQuery(Name = "scenario"), Description("A scenario's name, such as 'group-rental'.")]
        public string? Scenario { get; init; }

        [FromQuery(Name = "town"), Description("A town as the evidence names it.")]
        public string? Town { get; init; }

        [FromQuery(Name = "subject"), Description("A dwelling key or a truck id.")]
        public string? Subject { get; init; }

        [FromQuery(Name = "min_score"), Description("0 to 1.")]
        public string? MinScore { get; init; }

        [FromQuery(Name = "kind"), Description("What the strongest evidence calls itself, such as 'dumping'.")]
        public string? Kind { get; init; }

        [FromQuery(Name = "grid_cell"), Description("A grid cell's code.")]
        public string? GridCell { get; init; }

        [FromQuery(Name = "assignee"), Description("Who has the open work order.")]
        public string? Assignee { get; init; }

        [FromQuery(Name = "due_before"), Description("An instant with an offset: cases due before it.")]
        public DateTimeOffset? DueBefore { get; init; }

        [FromQuery(Name = "hidden"), Description("True: with those that are snoozed or held.")]
        public bool? Hidden { get; init; }

        [FromQuery(Name = "sort"), Description("'score' (highest first, the default), 'due' (nearest first), 'opened' or 'updated' (newest first).")]
        public string? Sort { get; init; }

        [FromQuery(Name = "limit"), Description("1 to 500; 50 by default.")]
        public string? Limit { get; init; }

        [FromQuery(Name = "cursor"), Description("'next' of the page before.")]
        public string? Cursor { get; init; }
    }

    private static async Task<IResult> HandleAsync([AsParameters] Query query, ICaseQueries cases, ClaimsPrincipal user, CaseElements elements, TimeProvider time, CancellationToken cancellationToken)
    {
        var wrong = new List<(string Field, object? Value, string WayOut)>();
        var filter = Filter(query, CallerScope.Of(user, elements, time), wrong);
        var page = new CasePageRequest(Sort(query.Sort, wrong), Limit(query.Limit, wrong), Text(query.Cursor));
        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        try
        {
            return TypedResults.Ok(await cases.ListAsync(filter, page, cancellationToken));
        }
        catch (FormatException)
        {
            return Invalid.Field("cursor", query.Cursor, "Take 'next' of the page before, with the same filters and sort, or leave it out for the first page.");
        }
    }

    private static async Task<IResult> CountAsync([AsParameters] Query query, ICaseQueries cases, ClaimsPrincipal user, CaseElements elements, TimeProvider time, CancellationToken cancellationToken)
    {
        var wrong = new List<(string Field, object? Value, string WayOut)>();
        var filter = Filter(query, CallerScope.Of(user, elements, time), wrong);
        return wrong.Count > 0 ? Invalid.Fields(wrong) : TypedResults.Ok(await cases.FacetsAsync(filter, cancellationToken));
    }

    private static CaseFilter Filter(Query query, CaseScope? scope, List<(string Field, object? Value, string WayOut)> wrong)
    {
        var all = string.Equals(query.State, "all", StringComparison.Ordinal);
        return new CaseFilter(
            all ? null : Stages(query.State, wrong), Text(query.Scenario), Text(query.Town), Score(query.MinScore, wrong), Text(query.Subject), OpenOnly: !all,
            Text(query.Kind), Text(query.GridCell), Text(query.Assignee), query.DueBefore?.ToUniversalTime(), query.Hidden is true, scope);
    }

    private static List<CaseStage>? Stages(string? text, List<(string, object?, string)> wrong)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var stages = new List<CaseStage>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Words.TryParse<CaseStage>(word, out var stage) && stage is not CaseStage.None)
            {
                stages.Add(stage);
            }
            else
            {
                wrong.Add(("state", word, $"Choose among: all, {string.Join(", ", Words.AllOf<CaseStage>().Skip(1))}."));
            }
        }

        return stages;
    }

    private static double? Score(string? text, List<(string, object?, string)> wrong)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= 1)
        {
            return score;
        }

        wrong.Add(("min_score", text, "Give a number from 0 to 1, such as 0.8."));
        return null;
    }

    private static CaseSort Sort(string? text, List<(string, object?, string)> wrong)
    {
        if (!string.IsNullOrEmpty(text) && !Words.TryParse<CaseSort>(text, out _))
        {
            wrong.Add(("sort", text, $"Choose one of: {string.Join(", ", Words.AllOf<CaseSort>())}."));
        }

        return Words.TryParse<CaseSort>(text, out var sort) ? sort : CaseSort.Score;
    }

    private static int Limit(string? text, List<(string, object?, string)> wrong)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DefaultLimit;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
        {
            return limit;
        }

        wrong.Add(("limit", text, $"Give a whole number from 1 to {MaxLimit}."));
        return DefaultLimit;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
