using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Map;

/// <summary>The district's own vector layers, which lie under every map and make it work without the internet.</summary>
internal static class ShowMapLayers
{
    /// <param name="Sites">GeoJSON polygons with id, name and kind.</param>
    /// <param name="Routes">GeoJSON lines: the permitted routes of today.</param>
    /// <param name="Cells">GeoJSON hexagons (H3) with how many dwellings each holds, none below the smallest count.</param>
    /// <param name="Bounds">West, south, east, north; null while nothing is known.</param>
    /// <param name="Base">A base map by configuration; null where there is none.</param>
    internal sealed record Layers(JsonObject Sites, JsonObject Routes, JsonObject Cells, IReadOnlyList<double>? Bounds, BaseMap? Base);

    /// <param name="Kind">pmtiles or raster.</param>
    /// <param name="Url">Of this server for pmtiles; with {z}, {x}, {y} for raster.</param>
    /// <param name="Datum">wgs84 or gcj02.</param>
    internal sealed record BaseMap(
        [property: AllowedValues("pmtiles", "raster")] string Kind, string Url, string Attribution, [property: AllowedValues("wgs84", "gcj02")] string Datum);

    private const string Pmtiles = "/map/base.pmtiles";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/map/layers", HandleAsync).RequireAuthorization(Policies.MapRead)
            .WithSummary("The district's sites, permitted routes and dwelling cells as GeoJSON, and the base map that is configured.").WithTags("Map").Produces<Layers>();
        routes.MapGet(Pmtiles, ServeFile).RequireAuthorization(Policies.MapRead)
            .WithSummary("The configured PMTiles file, by ranges.").WithTags("Map").Produces(StatusCodes.Status206PartialContent).ProducesProblem(StatusCodes.Status404NotFound)
            .GivesFile(StatusCodes.Status206PartialContent, "application/vnd.pmtiles");
    }

    private static async Task<IResult> HandleAsync(
        [FromServices] IWarehouse warehouse, IOptions<DashboardsOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var map = options.Value.Dashboards.Map;
        var now = new WarehouseParameters { ["at"] = time.GetUtcNow().UtcDateTime };
        var sites = await ReadAsync(warehouse, "Map.Sites", now, cancellationToken);
        var lines = await ReadAsync(warehouse, "Map.Routes", now, cancellationToken);
        var cells = await ReadAsync(warehouse, "Map.Cells", new WarehouseParameters { ["least"] = map.SmallestCell }, cancellationToken);
        return TypedResults.Ok(new Layers(Of(sites), Of(lines), Of(cells), BoundsOf(sites.Count + lines.Count > 0 ? [.. sites, .. lines] : cells), BaseOf(map)));
    }

    private static IResult ServeFile(IOptions<DashboardsOptions> options)
    {
        var file = options.Value.Dashboards.Map.PmtilesFile;
        return file.Length == 0
            ? TypedResults.Problem(title: "No base map", detail: "CityOps:Dashboards:Map:PmtilesFile names no file.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.PhysicalFile(Path.GetFullPath(file), "application/vnd.pmtiles", enableRangeProcessing: true);
    }

    private sealed record Shape(string Wkt, string Id, string Name, string Kind, double Figure);

    private static async Task<List<Shape>> ReadAsync(IWarehouse warehouse, string statement, WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        var shapes = new List<Shape>();
        await foreach (var shape in warehouse.QueryAsync(
            DashboardsSql.Read(statement), parameters, row => new Shape(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetDouble(4)), cancellationToken))
        {
            shapes.Add(shape);
        }

        return shapes;
    }

    private static JsonObject Of(IEnumerable<Shape> shapes) => GeoJson.Collection(shapes
        .Select(s => GeoJson.Feature(s.Wkt, new JsonObject { ["id"] = s.Id, ["name"] = s.Name, ["kind"] = s.Kind, ["figure"] = s.Figure }))
        .OfType<JsonObject>());

    private static double[]? BoundsOf(IReadOnlyList<Shape> shapes)
    {
        var places = shapes.SelectMany(s => GeoJson.Lines(s.Wkt)).SelectMany(line => line).ToList();
        return places.Count == 0 ? null : [places.Min(p => p.Lon), places.Min(p => p.Lat), places.Max(p => p.Lon), places.Max(p => p.Lat)];
    }

    private static BaseMap? BaseOf(MapOptions map) =>
        map.PmtilesFile.Length > 0 ? new BaseMap("pmtiles", "/api/v1" + Pmtiles, map.Attribution, "wgs84")
        : map.TilesUrl.Length > 0 ? new BaseMap("raster", map.TilesUrl, map.Attribution, map.TilesDatum)
        : null;
}
