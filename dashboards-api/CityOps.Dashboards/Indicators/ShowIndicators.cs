using System.ComponentModel;
using System.Security.Claims;
using System.Text;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CityOps.Dashboards.Indicators;

/// <summary>
/// Shows indicators of a period, by town, unit, scenario, model or time. A figure of one household in a small group tells what stands in its case, so that only who may see the cases behind figures sees figures.
/// </summary>
internal static class ShowIndicators
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/indicators", HandleAsync).RequireAuthorization(Policies.SummaryRead, Policies.IndicatorCases)
            .WithSummary("Indicators of a period, each with its numerator, denominator and a link to the cases behind it.").WithTags("Indicators")
            .Produces<IndicatorReport>().ProducesProblem(StatusCodes.Status400BadRequest)
            .GivesFile(StatusCodes.Status200OK, "text/csv", "application/vnd.apache.arrow.stream");

    internal sealed class Query
    {
        [FromQuery(Name = "from"), Description("A local date or an instant; 28 days before 'to' where left out.")]
        public string? From { get; init; }

        [FromQuery(Name = "to"), Description("A local date or an instant, exclusive; now where left out.")]
        public string? To { get; init; }

        [FromQuery(Name = "by"), Description("One or more of town, unit, scenario, model, day, week, month, separated by commas; one row of everything where left out.")]
        public string? By { get; init; }

        [FromQuery(Name = "names"), Description("Names of indicators, separated by commas; all where left out.")]
        public string? Names { get; init; }

        [FromQuery(Name = "format"), Description("'json' (the default), 'csv' or 'arrow' (an Arrow IPC stream): a line for each figure.")]
        public string? Format { get; init; }

        [FromQuery(Name = "town"), Description("Towns, separated by commas; '-' for what has none.")]
        public string? Town { get; init; }

        [FromQuery(Name = "unit"), Description("The unit that was sent.")]
        public string? Unit { get; init; }

        [FromQuery(Name = "scenario"), Description("Such as 'group-rental'.")]
        public string? Scenario { get; init; }

        [FromQuery(Name = "model"), Description("A model version, such as 'm-1'.")]
        public string? Model { get; init; }

        public IndicatorTexts Texts => new(From, To, By, Town, Unit, Scenario, Model);
    }

    private static async Task<IResult> HandleAsync(
        [AsParameters] Query query, IndicatorReports reports, IndicatorCatalog catalog, IOptions<DashboardsOptions> options, TimeProvider time, ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var wrong = new List<(string Field, object? Value, string WayOut)>();
        var asked = IndicatorQuery.Read(query.Texts, DateTimeZoneProviders.Tzdb[options.Value.TimeZone], time.GetUtcNow(), wrong) with { Within = CaseGate.TownsOfDesk(user) };
        var names = (query.Names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        wrong.AddRange(names.Where(name => catalog.Find(name) is null)
            .Select(name => ("names", (object?)name, $"Choose among: {string.Join(", ", catalog.All.Select(i => i.Definition.Name))}.")));
        if (query.Format is not (null or "" or "json" or "csv" or "arrow"))
        {
            wrong.Add(("format", query.Format, "Choose one of: json, csv, arrow."));
        }

        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        var report = await reports.ComputeAsync(asked, names, cancellationToken);
        return query.Format switch
        {
            // The mark tells spreadsheets that it is UTF-8.
            "csv" => TypedResults.File(Encoding.UTF8.GetBytes('\uFEFF' + IndicatorFiles.Csv(report)), "text/csv; charset=utf-8", "indicators.csv"),
            "arrow" => TypedResults.File(IndicatorFiles.Arrow(report), "application/vnd.apache.arrow.stream", "indicators.arrows"),
            _ => TypedResults.Ok(report),
        };
    }
}
