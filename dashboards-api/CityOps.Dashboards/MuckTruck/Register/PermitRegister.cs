using System.ComponentModel;
using System.Security.Claims;
using CityOps.Contracts.Events;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck.Register;

/// <summary>The register of disposal permits (处置证): which truck may carry from where to where, when, along which corridor.</summary>
internal static class PermitRegister
{
    /// <param name="Permits">The latest beginning first.</param>
    internal sealed record Answer(IReadOnlyList<RegisteredPermit> Permits);

    /// <param name="DailyFrom">Local wall clock, <c>HH:mm</c>; empty: the whole day.</param>
    /// <param name="CorridorM">Metres either side of the route.</param>
    internal sealed record RegisteredPermit(
        string PermitId, string TruckId, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo, string DailyFrom, string DailyTo, string LoadingSite, string DisposalSite, string RouteWkt, double? CorridorM);

    internal sealed record Body(
        [property: Description("Letters, digits and _ - . : , at most 64.")] string? PermitId = null,
        string? TruckId = null,
        [property: Description("With an offset; left out, now. The same id and beginning again replaces the entry.")] DateTimeOffset? ValidFrom = null,
        [property: Description("With an offset, after the beginning; left out, without end.")] DateTimeOffset? ValidTo = null,
        [property: Description("Local wall clock, HH:mm; with daily_to. It may run over midnight.")] string? DailyFrom = null,
        string? DailyTo = null,
        [property: Description("A site's id.")] string? LoadingSite = null,
        [property: Description("A site's id.")] string? DisposalSite = null,
        [property: Description("LINESTRING(lon lat, …), WGS-84 degrees; left out, any way.")] string? RouteWkt = null,
        [property: Description("Metres either side of the route, 0 to 5,000.")] double? CorridorM = null,
        [property: Description("Why; goes into the audit log.")] string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/register/permits", ListAsync).RequireAuthorization(Policies.RegisterRead)
            .WithSummary("The registered permits: those that are or will be valid, and those that ended in the last year.").Produces<Answer>();
        routes.MapPost("/register/permits", PutAsync).RequireAuthorization(Policies.RegisterManage)
            .WithSummary("Registers a permit, or replaces the entry of the same id and beginning.").Produces<RegisteredPermit>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync([FromServices] IServiceProvider services, [FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(IWarehouse)) is not IWarehouse warehouse)
        {
            return SiteRegister.NoWarehouse();
        }

        var permits = new List<RegisteredPermit>();
        await foreach (var permit in warehouse.QueryAsync(
            DashboardsSql.Read("MuckTruck.Register.RegisteredPermits"),
            new WarehouseParameters { ["at"] = time.GetUtcNow().UtcDateTime },
            row => new RegisteredPermit(
                row.GetString(0), row.GetString(1), SiteRegister.InstantOf(row, 2)!.Value, SiteRegister.InstantOf(row, 3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
                row.GetString(8), SiteRegister.NumberOf(row, 9)),
            cancellationToken))
        {
            permits.Add(permit);
        }

        return TypedResults.Ok(new Answer(permits));
    }

    private static async Task<IResult> PutAsync(
        Body body, [FromServices] RegisterLog register, [FromServices] IAuditLog audit, [FromServices] TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var from = (body.ValidFrom ?? time.GetUtcNow()).ToUniversalTime();
        var wrong = Wrong(body, from).ToList();
        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        var permit = new Permit(
            body.PermitId!, body.TruckId!, from, body.ValidTo?.ToUniversalTime(), Blank(body.DailyFrom), Blank(body.DailyTo), Blank(body.LoadingSite), Blank(body.DisposalSite), Blank(body.RouteWkt), body.CorridorM);
        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.RegisterManage), AuditAction.SettingChanged, $"permit {permit.PermitId} {from:O}", body.Reason!.Trim()), cancellationToken);
        await register.WriteAsync(permit, permit.PermitId, cancellationToken);
        return TypedResults.Ok(new RegisteredPermit(
            permit.PermitId, permit.TruckId, from, permit.ValidTo, permit.DailyFrom ?? "", permit.DailyTo ?? "", permit.LoadingSite ?? "", permit.DisposalSite ?? "", permit.RouteWkt ?? "", permit.CorridorM));
    }

    private static IEnumerable<(string Field, object? Value, string WayOut)> Wrong(Body body, DateTimeOffset from)
    {
        foreach (var (field, id, required) in ((string, string?, bool)[])
            [("permit_id", body.PermitId, true), ("truck_id", body.TruckId, true), ("loading_site", body.LoadingSite, false), ("disposal_site", body.DisposalSite, false)])
        {
            if (!RegisterText.IsId(id) && (required || !string.IsNullOrEmpty(id)))
            {
                yield return (field, id, "Give letters, digits and _ - . : , at most 64.");
            }
        }

        if (string.IsNullOrEmpty(body.DailyFrom) != string.IsNullOrEmpty(body.DailyTo) || (!string.IsNullOrEmpty(body.DailyFrom) && !(RegisterText.IsHour(body.DailyFrom) && RegisterText.IsHour(body.DailyTo))))
        {
            yield return ("daily_from", $"{body.DailyFrom} to {body.DailyTo}", "Give both as HH:mm, or neither.");
        }

        if (!string.IsNullOrEmpty(body.RouteWkt) && !RegisterText.IsLine(body.RouteWkt))
        {
            yield return ("route_wkt", body.RouteWkt.Length, "Give LINESTRING(lon lat, …) of two places at least, in WGS-84 degrees.");
        }

        if (body.CorridorM is not (null or (>= 0 and <= 5_000)))
        {
            yield return ("corridor_m", body.CorridorM, "Give 0 to 5,000.");
        }

        if (body.ValidTo <= from)
        {
            yield return ("valid_to", body.ValidTo, $"It must lie after the beginning, {from:O}.");
        }

        if (body.Reason?.Trim() is not { Length: >= 5 and <= 2_000 })
        {
            yield return ("reason", body.Reason, "Say in 5 to 2,000 characters why; it goes into the audit log.");
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
