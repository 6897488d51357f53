using System.ComponentModel;
using System.Data.Common;
using CityOps.Dashboards.Problems;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck;

/// <summary>What a replay of a truck is played before: its stops and incidents, its permitted routes, and what sensors and cameras near its way saw.</summary>
internal static class ShowScene
{
    /// <summary>How near a sensor must be to the truck, metres, and its reading, seconds, to be shown with it.</summary>
    private const double NearM = 250;
    private const int NearS = 300;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    internal sealed record Scene(IReadOnlyList<Stop> Stops, IReadOnlyList<Incident> Incidents, IReadOnlyList<Corridor> Corridors, IReadOnlyList<Observation> Observations);

    internal sealed record Stop(DateTimeOffset StartedAt, DateTimeOffset FinishedAt, double Lon, double Lat, string LoadBefore, string LoadAfter, string SiteId);

    internal sealed record Incident(string IncidentId, string Kind, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, double Lon, double Lat, double Score, string State);

    /// <param name="CorridorM">How far from the route the truck may be, metres; null where the permit does not say.</param>
    internal sealed record Corridor(string PermitId, string RouteWkt, double? CorridorM, string? DailyFrom, string? DailyTo);

    internal sealed record Observation(string SensorId, string Kind, DateTimeOffset At, double Lon, double Lat, double? Value, double DistanceM);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/scene", HandleAsync)
            .WithSummary("A truck's stops, incidents and permitted routes between two instants, at most 24 h apart, and what sensors and cameras on its way saw.")
            .Produces<Scene>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "truck_id"), Description("The truck's id in the register.")] string? truckId,
        [FromQuery(Name = "from"), Description("RFC 3339.")] string? from,
        [FromQuery(Name = "to"), Description("RFC 3339, exclusive.")] string? to,
        [FromServices] IWarehouse warehouse,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(truckId))
        {
            return Invalid.Field("truck_id", truckId, "Give the id of a truck, as the case's subject shows it.");
        }

        var (isFrom, isTo) = (Instants.TryParse(from, out var start), Instants.TryParse(to, out var end));
        if (!isFrom || !isTo)
        {
            return Invalid.Those((isFrom, "from", from, Instants.WayOut), (isTo, "to", to, Instants.WayOut));
        }

        if (end <= start || end - start > Longest)
        {
            return Invalid.Field("to", to, "It must lie after 'from', by at most 24 hours.");
        }

        var parameters = new WarehouseParameters
        {
            ["truck_id"] = truckId,
            ["from"] = start.UtcDateTime,
            ["to"] = end.UtcDateTime,
            ["near_m"] = NearM,
            ["near_s"] = NearS,
        };
        return TypedResults.Ok(new Scene(
            await ListAsync(warehouse, "MuckTruck.SceneStops", parameters, StopOf, cancellationToken),
            await ListAsync(warehouse, "MuckTruck.SceneIncidents", parameters, IncidentOf, cancellationToken),
            await ListAsync(warehouse, "MuckTruck.SceneCorridors", parameters, CorridorOf, cancellationToken),
            await ListAsync(warehouse, "MuckTruck.SceneObservations", parameters, ObservationOf, cancellationToken)));
    }

    private static Stop StopOf(DbDataReader row) =>
        new(At(row, 0), At(row, 1), row.GetDouble(2), row.GetDouble(3), row.GetString(4), row.GetString(5), row.GetString(6));

    private static Incident IncidentOf(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), At(row, 2), At(row, 3), row.GetDouble(4), row.GetDouble(5), row.GetDouble(6), row.GetString(7));

    private static Corridor CorridorOf(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetDouble(2), row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4));

    private static Observation ObservationOf(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), At(row, 2), row.GetDouble(3), row.GetDouble(4), row.IsDBNull(5) ? null : row.GetDouble(5), row.GetDouble(6));

    private static DateTimeOffset At(DbDataReader row, int column) => new(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    private static async Task<List<TRow>> ListAsync<TRow>(
        IWarehouse warehouse, string statement, WarehouseParameters parameters, Func<DbDataReader, TRow> map, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        await foreach (var row in warehouse.QueryAsync(DashboardsSql.Read(statement), parameters, map, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }
}
