using System.ComponentModel.DataAnnotations;
using CityOps.Casework.Dispatch;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Map;
using CityOps.Warehouse;
using NodaTime;

namespace CityOps.Dashboards.WorkOrders.DispatchMap;

/// <summary>Where somebody on duty is known to be. Nobody is tracked: it is what they said themselves, or where they are rostered.</summary>
/// <param name="Basis"><c>report</c>: the place of the incident that they last reported on today; <c>report_cell</c>: the middle of the grid cell of the dwelling that they last reported on today;
/// <c>roster</c>: the middle of the first rostered grid cell of which one is known.</param>
/// <param name="At">When they reported, UTC; null for the roster.</param>
internal sealed record InspectorPlace(double Lon, double Lat, [property: AllowedValues("report", "report_cell", "roster")] string Basis, DateTimeOffset? At, string? GridCell);

/// <summary>Places who is on duty, as far as it is honestly known.</summary>
internal sealed class InspectorPlaces(IWorkOrderQueries orders, CaseElements elements, GridCentres grid, IServiceProvider services, DateTimeZone zone, TimeProvider time)
{
    /// <param name="towns">Reports from elsewhere are left out; empty: from nowhere.</param>
    /// <returns>By the inspector's name; whoever is nowhere known is not in it.</returns>
    public async Task<IReadOnlyDictionary<string, InspectorPlace>> OfAsync(IReadOnlyList<InspectorOnDuty> onDuty, IReadOnlyList<string> towns, CancellationToken cancellationToken)
    {
        var centres = await grid.AllAsync(cancellationToken);
        var reported = await ReportedAsync(onDuty, towns, centres, cancellationToken);
        var places = new Dictionary<string, InspectorPlace>(StringComparer.Ordinal);
        foreach (var duty in onDuty)
        {
            if ((reported.GetValueOrDefault(duty.Inspector) ?? OfRoster(duty, centres)) is { } place)
            {
                places.Add(duty.Inspector, place);
            }
        }

        return places;
    }

    private async Task<Dictionary<string, InspectorPlace>> ReportedAsync(
        IReadOnlyList<InspectorOnDuty> onDuty, IReadOnlyList<string> towns, IReadOnlyDictionary<string, (double Lon, double Lat)> centres, CancellationToken cancellationToken)
    {
        var reports = (await orders.LatestReportsAsync([.. onDuty.Select(d => d.Inspector)], StartOfToday(), cancellationToken))
            .Where(r => towns.Count is 0 || (r.Town is { } town && towns.Contains(town, StringComparer.Ordinal))).ToList();
        var trucks = reports.Where(r => elements.TryGet(r.Scenario, out var part) && part.SubjectKind is SubjectKind.Truck).Select(r => (r.CaseId, r.Subject, r.Kind)).ToList();
        var incidents = services.GetService(typeof(IWarehouse)) is IWarehouse warehouse
            ? await IncidentPlaces.OfAsync(warehouse, trucks, cancellationToken)
            : new Dictionary<string, (double Lon, double Lat)>(StringComparer.Ordinal);
        var places = new Dictionary<string, InspectorPlace>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            if (report is { Lon: { } lon, Lat: { } lat })
            {
                places.Add(report.Inspector, new(lon, lat, "report", report.At, report.GridCell));
            }
            else if (incidents.TryGetValue(report.CaseId, out var incident))
            {
                places.Add(report.Inspector, new(incident.Lon, incident.Lat, "report", report.At, report.GridCell));
            }
            else if (report.GridCell is { } cell && centres.TryGetValue(cell, out var middle))
            {
                places.Add(report.Inspector, new(middle.Lon, middle.Lat, "report_cell", report.At, cell));
            }
        }

        return places;
    }

    private static InspectorPlace? OfRoster(InspectorOnDuty duty, IReadOnlyDictionary<string, (double Lon, double Lat)> centres) =>
        duty.GridCells.FirstOrDefault(centres.ContainsKey) is { } cell ? new(centres[cell].Lon, centres[cell].Lat, "roster", null, cell) : null;

    private DateTimeOffset StartOfToday() => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date.AtStartOfDayInZone(zone).ToDateTimeOffset();
}
