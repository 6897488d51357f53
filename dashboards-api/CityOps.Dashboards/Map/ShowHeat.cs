using System.ComponentModel;
using System.Globalization;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Map;

/// <summary>How many cases a scenario sees where, by H3 cell. Cells of few households show no number, nor do those from which it could be computed.</summary>
internal static class ShowHeat
{
    private const string GroupRental = "group-rental";
    private const string MuckTruck = "muck-truck";

    /// <param name="K">Counts of households below it are suppressed; null where nothing is.</param>
    /// <param name="Resolution">Of the H3 cells, 6 to 9.</param>
    internal sealed record Heat(string Scenario, int Resolution, int? K, DateTimeOffset Since, IReadOnlyList<ShownCell> Cells, IReadOnlyList<ShownGroup> Towns, long? Total, int SuppressedCells);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/map/heat", HandleAsync).RequireAuthorization(Policies.HeatRead)
            .WithSummary("Counts by H3 cell; small ones are suppressed, with those from which they could be computed.").WithTags("Map")
            .Produces<Heat>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "scenario"), Description("'group-rental' (dwellings whose latest score is at or above the bound) or 'muck-truck' (incidents).")] string? scenario,
        [FromQuery(Name = "resolution"), Description("6 to 8 for dwellings, 6 to 9 for trucks; 8 where left out.")] int? resolution,
        [FromQuery(Name = "days"), Description("How far back, 1 to 366; 28 where left out.")] int? days,
        [FromServices] IWarehouse warehouse,
        [FromServices] IOptions<DashboardsOptions> options,
        [FromServices] TimeProvider time,
        CancellationToken cancellationToken)
    {
        var finest = scenario is MuckTruck ? 9 : 8;
        var wrong = new List<(string, object?, string)>();
        Check(scenario is GroupRental or MuckTruck, ("scenario", scenario, $"Choose '{GroupRental}' or '{MuckTruck}'."));
        Check(resolution is null || (resolution >= 6 && resolution <= finest), ("resolution", resolution, $"Give a number from 6 to {finest}."));
        Check(days is null or (>= 1 and <= 366), ("days", days, "Give a number from 1 to 366."));
        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        var since = time.GetUtcNow().AddDays(-(days ?? 28));
        var fine = resolution ?? 8;
        var parameters = new WarehouseParameters { ["resolution"] = fine, ["since"] = since.UtcDateTime };
        var privacy = options.Value.Privacy;
        if (scenario is GroupRental)
        {
            parameters["min_probability"] = privacy.HeatMinProbability;
        }

        var cells = new List<CellCount>();
        await foreach (var cell in warehouse.QueryAsync(
            DashboardsSql.Read(scenario is GroupRental ? "Map.DwellingHeat" : "Map.TruckHeat"),
            parameters,
            row => new CellCount(row.GetString(0), row.GetString(1), Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture), Convert.ToInt64(row.GetValue(3), CultureInfo.InvariantCulture)),
            cancellationToken))
        {
            cells.Add(cell);
        }

        var shown = scenario is GroupRental ? SmallCells.Suppress(cells, privacy.MinCellCount) : Open(cells);
        return TypedResults.Ok(new Heat(
            scenario!, fine, scenario is GroupRental ? privacy.MinCellCount : null, since, shown.Cells, shown.Groups, shown.Total, shown.SuppressedCells));

        void Check(bool right, (string, object?, string) otherwise)
        {
            if (!right)
            {
                wrong.Add(otherwise);
            }
        }
    }

    private static ShownCounts Open(List<CellCount> cells) =>
        new([.. cells.Select(c => new ShownCell(c.Cell, c.Group, c.Count, null))], [], cells.Sum(c => c.Count), 0);
}
