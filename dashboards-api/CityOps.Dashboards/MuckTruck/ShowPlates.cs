using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck;

/// <summary>Tells the plates by which people know trucks: whoever stands before one reads no id of a register.</summary>
internal static class ShowPlates
{
    private const int Most = 50_000;

    /// <param name="Plates">By the truck's id; a truck whose register has no plate is left out.</param>
    internal sealed record Answer(IReadOnlyDictionary<string, string> Plates);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/plates", HandleAsync).WithSummary("The plate that each registered truck has now, by the truck's id.").Produces<Answer>();

    private static async Task<Ok<Answer>> HandleAsync([FromServices] IWarehouse warehouse, HttpContext context, CancellationToken cancellationToken)
    {
        var plates = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var (truck, plate) in warehouse.QueryAsync(
            DashboardsSql.Read("MuckTruck.Plates"), new() { ["most"] = Most }, row => (row.GetString(0), row.GetString(1)), cancellationToken))
        {
            plates[truck] = plate;
        }

        context.Response.Headers.CacheControl = "private, max-age=60";
        return TypedResults.Ok(new Answer(plates));
    }
}
