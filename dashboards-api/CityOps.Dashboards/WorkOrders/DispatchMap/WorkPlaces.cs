using System.ComponentModel.DataAnnotations;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Map;
using CityOps.Warehouse;

namespace CityOps.Dashboards.WorkOrders.DispatchMap;

/// <param name="Basis"><c>incident</c>: where the truck did it; <c>grid_cell</c>: the middle of the dwelling's grid cell, nothing finer.</param>
internal sealed record WorkPlace(string CaseId, double Lon, double Lat, [property: AllowedValues("incident", "grid_cell")] string Basis, string? GridCell);

/// <summary>Places the cases for which somebody has to go or has gone.</summary>
internal sealed class WorkPlaces(ICaseQueries cases, CaseElements elements, GridCentres grid, IServiceProvider services)
{
    private const int Most = 500;
    private static readonly CaseStage[] Stages = [CaseStage.Filed, CaseStage.Returned, CaseStage.Reopened, CaseStage.Dispatched, CaseStage.Handling];

    public async Task<IReadOnlyList<WorkPlace>> AllAsync(CaseScope? scope, CancellationToken cancellationToken)
    {
        var work = (await cases.ListAsync(new CaseFilter(Stages, Hidden: true, Scope: scope), new CasePageRequest(CaseSort.Due, Most), cancellationToken)).Cases;
        var centres = await grid.AllAsync(cancellationToken);
        var trucks = work.Where(c => elements.TryGet(c.Scenario, out var part) && part.SubjectKind is SubjectKind.Truck).ToList();
        var incidents = services.GetService(typeof(IWarehouse)) is IWarehouse warehouse ? await IncidentPlaces.OfAsync(warehouse, [.. trucks.Select(c => (c.CaseId, c.Subject, c.Kind))], cancellationToken) : null;
        var places = new List<WorkPlace>(work.Count);
        foreach (var one in work)
        {
            if (incidents is not null && incidents.TryGetValue(one.CaseId, out var at))
            {
                places.Add(new(one.CaseId, at.Lon, at.Lat, "incident", one.GridCell));
            }
            else if (one.GridCell is { } cell && centres.TryGetValue(cell, out var middle))
            {
                places.Add(new(one.CaseId, middle.Lon, middle.Lat, "grid_cell", cell));
            }
        }

        return places;
    }
}
