using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Overview;

/// <summary>The figures of the big screen; no subject and no person is in them.</summary>
internal static class ShowOverview
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/overview", HandleAsync).RequireAuthorization(Policies.SummaryRead)
            .WithSummary("Today's flow from landed events to closures, by the hour; open cases, what is late, the fleet and the chief indicators.").WithTags("Overview")
            .Produces<DistrictOverview>();

    private static async Task<Ok<DistrictOverview>> HandleAsync(OverviewReader overview, CancellationToken cancellationToken) =>
        TypedResults.Ok(await overview.ReadAsync(cancellationToken));
}

/// <param name="AsOf">When it was computed, UTC.</param>
/// <param name="Day">The local day.</param>
/// <param name="Today">The day's sums.</param>
/// <param name="Hours">One entry for each hour of the local day that has begun.</param>
/// <param name="Open">Cases by scenario and stage, ended ones left out.</param>
/// <param name="Overdue">Open cases past their step's deadline.</param>
/// <param name="DueSoon">Open cases whose step is due within four hours.</param>
/// <param name="Indicators">Of the last 28 days, by name.</param>
public sealed record DistrictOverview(
    DateTimeOffset AsOf,
    string TimeZone,
    DateOnly Day,
    Flow Today,
    IReadOnlyList<FlowHour> Hours,
    IReadOnlyList<StageCount> Open,
    int Overdue,
    int DueSoon,
    FleetCount Fleet,
    IReadOnlyDictionary<string, Indicators.IndicatorFigure> Indicators);

/// <param name="Seen">Trucks whose position came within 24 hours.</param>
/// <param name="Moving">Trucks that drive now.</param>
/// <param name="Loaded">Of those that drive, the loaded ones.</param>
public sealed record FleetCount(int Seen, int Moving, int Loaded);
