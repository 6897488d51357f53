using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Map;

/// <summary>
/// Where open cases are, for the map beside the queue: a truck's latest incident of the case's kind, and for a dwelling the middle of its cell
/// (H3 resolution 9, 0.1 km²), which is all that the warehouse knows.
/// </summary>
internal static class ShowCasePlaces
{
    private const int PageSize = 500;
    private const int Most = 2_000;

    /// <param name="Subject">dwelling or truck.</param>
    internal sealed record Place(string CaseId, double Lon, double Lat, double Score, [property: AllowedValues("dwelling", "truck")] string Subject);

    /// <param name="Truncated">There are more open cases than are shown; the surest are.</param>
    internal sealed record CasePlaces(IReadOnlyList<Place> Places, bool Truncated);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/case-places", HandleAsync).RequireAuthorization(Policies.TracesRead)
            .WithSummary("Where the open cases are, at most 2,000, the surest first.").WithTags("Map").Produces<CasePlaces>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "scenario"), Description("A scenario's name; empty for all.")] string? scenario,
        [FromQuery(Name = "town"), Description("A town as the evidence names it.")] string? town,
        [FromQuery(Name = "grid_cell"), Description("A grid cell's code.")] string? gridCell,
        [FromQuery(Name = "min_score"), Description("0 to 1.")] string? minScore,
        [FromServices] ICaseQueries cases,
        [FromServices] IWarehouse warehouse,
        [FromServices] ScenarioCatalog catalog,
        [FromServices] CaseElements elements,
        [FromServices] TimeProvider time,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        double? least = null;
        if (!string.IsNullOrEmpty(minScore))
        {
            if (!double.TryParse(minScore, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || score is not (>= 0 and <= 1))
            {
                return Invalid.Field("min_score", minScore, "Give a number from 0 to 1, such as 0.8.");
            }

            least = score;
        }

        var filter = new CaseFilter(null, Blank(scenario), Blank(town), least, null, OpenOnly: true, GridCell: Blank(gridCell), Scope: CallerScope.Of(user, elements, time));
        var open = new List<CaseSummary>();
        string? cursor = null;
        do
        {
            var page = await cases.ListAsync(filter, new CasePageRequest(CaseSort.Score, PageSize, cursor), cancellationToken);
            open.AddRange(page.Cases);
            cursor = page.Next;
        }
        while (cursor is not null && open.Count < Most);

        var kinds = catalog.Of<CaseElementsPart>().ToDictionary(e => e.Scenario, e => e.SubjectKind, StringComparer.Ordinal);
        var dwellings = open.Where(c => kinds.GetValueOrDefault(c.Scenario) is SubjectKind.Dwelling).ToList();
        var trucks = open.Where(c => kinds.GetValueOrDefault(c.Scenario) is SubjectKind.Truck).ToList();
        var places = new List<Place>(open.Count);
        await PlaceDwellingsAsync(warehouse, dwellings, places, cancellationToken);
        await PlaceTrucksAsync(warehouse, trucks, places, cancellationToken);
        return TypedResults.Ok(new CasePlaces(places, cursor is not null));
    }

    private static async Task PlaceDwellingsAsync(IWarehouse warehouse, List<CaseSummary> cases, List<Place> places, CancellationToken cancellationToken)
    {
        var byKey = new Dictionary<ulong, CaseSummary>();
        foreach (var one in cases)
        {
            if (ulong.TryParse(one.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var key))
            {
                byKey[key] = one;
            }
        }

        if (byKey.Count == 0)
        {
            return;
        }

        var parameters = new WarehouseParameters { ["keys"] = byKey.Keys.ToArray() };
        await foreach (var (key, lon, lat) in warehouse.QueryAsync(
            DashboardsSql.Read("Map.DwellingCells"), parameters, row => (Convert.ToUInt64(row.GetValue(0), CultureInfo.InvariantCulture), row.GetDouble(1), row.GetDouble(2)), cancellationToken))
        {
            places.Add(new Place(byKey[key].CaseId, lon, lat, byKey[key].Score, "dwelling"));
        }
    }

    private static async Task PlaceTrucksAsync(IWarehouse warehouse, List<CaseSummary> cases, List<Place> places, CancellationToken cancellationToken)
    {
        var found = await IncidentPlaces.OfAsync(warehouse, [.. cases.Select(c => (c.CaseId, c.Subject, c.Kind))], cancellationToken);
        places.AddRange(cases.Where(c => found.ContainsKey(c.CaseId)).Select(c => new Place(c.CaseId, found[c.CaseId].Lon, found[c.CaseId].Lat, c.Score, "truck")));
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
