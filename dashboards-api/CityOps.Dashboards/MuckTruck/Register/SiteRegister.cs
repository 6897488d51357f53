using System.ComponentModel;
using System.Data.Common;
using System.Security.Claims;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck.Register;

/// <summary>The register of sites (工地、消纳场、禁倒区): read, added to, ended. A site that moves is ended, and begins anew elsewhere.</summary>
internal static class SiteRegister
{
    /// <param name="Sites">The latest beginning first.</param>
    internal sealed record Answer(IReadOnlyList<RegisteredSite> Sites);

    /// <param name="PolygonWkt">WGS-84 degrees, longitude first.</param>
    internal sealed record RegisteredSite(
        string SiteId, string Name, string Kind, string PolygonWkt, double? MaxSpeedKmh, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo);

    internal sealed record Body(
        [property: Description("Letters, digits and _ - . : , at most 64.")] string? SiteId = null,
        [property: Description("At most 200 characters.")] string? Name = null,
        [property: Description("construction, disposal, parking, washing or forbidden.")] string? Kind = null,
        [property: Description("POLYGON((lon lat, …)) of one closed ring, WGS-84 degrees.")] string? PolygonWkt = null,
        [property: Description("1 to 200; left out, none of its own.")] double? MaxSpeedKmh = null,
        [property: Description("With an offset; left out, now. The same id and beginning again replaces the entry: that is how a site is ended.")] DateTimeOffset? ValidFrom = null,
        [property: Description("With an offset, after the beginning; left out, without end.")] DateTimeOffset? ValidTo = null,
        [property: Description("Why; goes into the audit log.")] string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/register/sites", ListAsync).RequireAuthorization(Policies.RegisterRead)
            .WithSummary("The registered sites: those that are or will be valid, and those that ended in the last year.").Produces<Answer>();
        routes.MapPost("/register/sites", PutAsync).RequireAuthorization(Policies.RegisterManage)
            .WithSummary("Registers a site, or replaces the entry of the same id and beginning.").Produces<RegisteredSite>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync([FromServices] IServiceProvider services, [FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(IWarehouse)) is not IWarehouse warehouse)
        {
            return NoWarehouse();
        }

        var sites = new List<RegisteredSite>();
        await foreach (var site in warehouse.QueryAsync(
            DashboardsSql.Read("MuckTruck.Register.RegisteredSites"),
            new WarehouseParameters { ["at"] = time.GetUtcNow().UtcDateTime },
            row => new RegisteredSite(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), NumberOf(row, 4), InstantOf(row, 5)!.Value, InstantOf(row, 6)),
            cancellationToken))
        {
            sites.Add(site);
        }

        return TypedResults.Ok(new Answer(sites));
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

        _ = Words.TryParse<SiteKind>(body.Kind, out var kind);
        var site = new Site(body.SiteId!, body.Name!.Trim(), kind, body.PolygonWkt!, body.MaxSpeedKmh, from, body.ValidTo?.ToUniversalTime());
        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.RegisterManage), AuditAction.SettingChanged, $"site {site.SiteId} {from:O}", body.Reason!.Trim()), cancellationToken);
        await register.WriteAsync(site, site.SiteId, cancellationToken);
        return TypedResults.Ok(new RegisteredSite(site.SiteId, site.Name!, Words.Of(kind), site.PolygonWkt, site.MaxSpeedKmh, from, site.ValidTo));
    }

    private static IEnumerable<(string Field, object? Value, string WayOut)> Wrong(Body body, DateTimeOffset from)
    {
        if (!RegisterText.IsId(body.SiteId))
        {
            yield return ("site_id", body.SiteId, "Give letters, digits and _ - . : , at most 64.");
        }

        if (body.Name?.Trim() is not { Length: > 0 and <= 200 })
        {
            yield return ("name", body.Name, "Give a name of at most 200 characters.");
        }

        if (!Words.TryParse<SiteKind>(body.Kind, out _))
        {
            yield return ("kind", body.Kind, $"Choose one of: {string.Join(", ", Words.AllOf<SiteKind>())}.");
        }

        if (!RegisterText.IsPolygon(body.PolygonWkt))
        {
            var why = body.PolygonWkt is null ? null : FormRules.Check(body.PolygonWkt, TextForm.Area)?.Detail;
            yield return ("polygon_wkt", body.PolygonWkt, $"Give POLYGON((lon lat, …)): one closed ring of three corners at least that does not cross itself, in WGS-84 degrees{(why is null ? "" : $" ({why})")}.");
        }

        if (body.MaxSpeedKmh is not (null or (>= 1 and <= 200)))
        {
            yield return ("max_speed_kmh", body.MaxSpeedKmh, "Give 1 to 200.");
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

    internal static IResult NoWarehouse() =>
        TypedResults.Problem(title: "No warehouse", detail: "This process has no warehouse to ask.", statusCode: StatusCodes.Status503ServiceUnavailable);

    internal static double? NumberOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    internal static DateTimeOffset? InstantOf(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));
}
