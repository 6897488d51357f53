using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CityOps.Dashboards.Indicators;

/// <summary>Lists the cases behind a figure: the same items, filtered alike.</summary>
internal static class ListIndicatorCases
{
    private const int MaxLimit = 1_000;

    /// <param name="Total">How many there are, beyond this page too.</param>
    /// <param name="Numerator">How many of all count for the numerator.</param>
    internal sealed record Page(IndicatorDefinition Definition, int Total, int Numerator, IReadOnlyList<Item> Items);

    /// <param name="At">The instant by which it belongs to the period.</param>
    /// <param name="Hit">It counts for the numerator.</param>
    /// <param name="Hours">For the time in a state.</param>
    /// <param name="Link">The page of the case.</param>
    internal sealed record Item(
        string CaseId, string? WorkOrderId, DateTimeOffset At, bool Hit, string Scenario, string? Town, string? Unit, string? Model, double? Hours, string Link);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/indicators/{name}/cases", HandleAsync).RequireAuthorization(Policies.IndicatorCases)
            .WithSummary("The cases behind an indicator's figure.").WithTags("Indicators")
            .Produces<Page>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string name,
        [AsParameters] ShowIndicators.Query query,
        [FromQuery(Name = "group"), Description("One row of a report, such as 'town:塘桥,day:2026-03-01', each value percent-encoded; the report's links hold it.")] string? group,
        [FromQuery(Name = "part"), Description("'all' (the default), 'numerator', or 'rest': those that count but not for the numerator.")] string? part,
        [FromQuery(Name = "limit"), Description("1 to 1,000; 200 by default.")] string? limit,
        [FromQuery(Name = "offset"), Description("How many to leave out, 0 by default.")] string? offset,
        IndicatorReports reports,
        IndicatorCatalog catalog,
        IOptions<DashboardsOptions> options,
        TimeProvider time,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var wrong = new List<(string Field, object? Value, string WayOut)>();
        var values = Group(group, wrong);
        var texts = query.Texts with { By = string.Join(',', values.Select(v => v.Dimension)) };
        var asked = IndicatorQuery.Read(texts, DateTimeZoneProviders.Tzdb[options.Value.TimeZone], time.GetUtcNow(), wrong) with { Within = CaseGate.TownsOfDesk(user) };
        if (part is not (null or "" or "all" or "numerator" or "rest"))
        {
            wrong.Add(("part", part, "Choose one of: all, numerator, rest."));
        }

        var (take, skip) = (Number("limit", limit, 200, 1, MaxLimit, wrong), Number("offset", offset, 0, 0, int.MaxValue, wrong));
        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        if (await reports.ItemsAsync(name, asked, cancellationToken) is not { } found)
        {
            return TypedResults.Problem(
                title: "No such indicator", statusCode: StatusCodes.Status404NotFound,
                detail: $"There is no indicator '{name}'. These exist: {string.Join(", ", catalog.All.Select(i => i.Definition.Name))}.");
        }

        var inGroup = found.FindAll(item => asked.GroupOf(item).Zip(values).All(pair => string.Equals(pair.First ?? "", pair.Second.Value, StringComparison.Ordinal)));
        var shown = inGroup.Where(item => part switch { "numerator" => item.Hit, "rest" => !item.Hit, _ => true }).ToList();
        var definition = catalog.Find(name)!.Definition;
        return TypedResults.Ok(new Page(
            definition, shown.Count, inGroup.Count(item => item.Hit), [.. shown.Skip(skip).Take(take).Select(item => Of(item, definition.Kind))]));
    }

    private static Item Of(IndicatorItem item, IndicatorKind kind) => new(
        item.CaseId, item.WorkOrderId, item.At, item.Hit, item.Scenario, item.Town, item.Unit, item.Model, kind is IndicatorKind.Hours ? item.Hours : null,
        $"/cases/{item.CaseId}");

    private static List<(string Dimension, string Value)> Group(string? text, List<(string, object?, string)> wrong)
    {
        var values = new List<(string, string)>();
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split(':', 2) is [var dimension, var value] && Words.TryParse<IndicatorDimension>(dimension, out _) && !values.Exists(v => string.Equals(v.Item1, dimension, StringComparison.Ordinal)))
            {
                values.Add((dimension, Uri.UnescapeDataString(value)));
            }
            else
            {
                wrong.Add(("group", pair, $"Write 'dimension:value', each once, of: {string.Join(", ", Words.AllOf<IndicatorDimension>())}."));
            }
        }

        return values;
    }

    private static int Number(string field, string? text, int otherwise, int least, int most, List<(string, object?, string)> wrong)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        wrong.Add((field, text, $"Give a whole number from {least} to {most}."));
        return otherwise;
    }
}
