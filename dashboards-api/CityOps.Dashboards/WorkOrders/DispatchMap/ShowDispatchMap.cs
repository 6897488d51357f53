using System.Security.Claims;
using CityOps.Casework.Dispatch;
using CityOps.Casework.Elements;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.WorkOrders.DispatchMap;

/// <summary>Who is on duty where, with what they carry, and where the work is: the map of the dispatch board. A desk of some towns sees those of its towns.</summary>
internal static class ShowDispatchMap
{
    /// <param name="UnitName">As the standard elements name it; null where they do not.</param>
    /// <param name="Open">Open orders.</param>
    /// <param name="Place">Null: it is not known where they are.</param>
    internal sealed record InspectorOnMap(
        string Inspector, string Unit, string? UnitName, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Skills, IReadOnlyList<string> GridCells, int Open, int Overdue,
        InspectorPlace? Place);

    internal sealed record Answer(IReadOnlyList<InspectorOnMap> Inspectors, IReadOnlyList<WorkPlace> Work);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<InspectorPlaces>();
        services.AddSingleton<WorkPlaces>();
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/dispatch-map", HandleAsync).RequireAuthorization(Policies.DispatchPlan)
            .WithSummary("Who is on duty where, with their load, and where the work is; dwellings by the middle of their grid cell alone.").WithTags("Work orders").Produces<Answer>();

    private static async Task<IResult> HandleAsync(
        DispatchDesk desk, InspectorPlaces whereabouts, WorkPlaces work, CaseElements elements, ClaimsPrincipal user, TimeProvider time, CancellationToken cancellationToken)
    {
        var towns = Caller.TownsOf(user);

        // Somebody with two duties at once stands on the map once.
        List<InspectorOnDuty> onDuty = [.. (await desk.OnDutyAsync(cancellationToken)).Where(d => IsOf(d, towns, elements.Data)).DistinctBy(d => d.Inspector, StringComparer.Ordinal)];
        var places = await whereabouts.OfAsync(onDuty, towns, cancellationToken);
        return TypedResults.Ok(new Answer(
            [.. onDuty.OrderBy(d => d.Open).ThenBy(d => d.Inspector, StringComparer.Ordinal).Select(d => new InspectorOnMap(
                d.Inspector, d.Unit, elements.Data.Find("unit", d.Unit)?["zh"], d.From, d.To, d.Skills, d.GridCells, d.Open, d.Overdue, places.GetValueOrDefault(d.Inspector)))],
            await work.AllAsync(CallerScope.Of(user, elements, time), cancellationToken)));
    }

    // Whoever is bound to no town goes anywhere.
    private static bool IsOf(InspectorOnDuty duty, IReadOnlyList<string> towns, ElementSet data)
    {
        List<string> theirs = [.. duty.GridCells.Select(cell => data.Find("grid_cell", cell)?["town"]).Append(data.Find("unit", duty.Unit)?["town"]).OfType<string>().Where(town => town.Length > 0)];
        return towns.Count is 0 || theirs.Count is 0 || theirs.Exists(town => towns.Contains(town, StringComparer.Ordinal));
    }
}
