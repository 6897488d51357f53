using CityOps.Warehouse;

namespace CityOps.Dashboards.Map;

/// <summary>Where trucks last did what their cases are about, WGS-84 degrees.</summary>
internal static class IncidentPlaces
{
    /// <returns>By case id; a case of which no incident stands is not in it.</returns>
    public static async Task<IReadOnlyDictionary<string, (double Lon, double Lat)>> OfAsync(
        IWarehouse warehouse, IReadOnlyCollection<(string CaseId, string Truck, string? Kind)> cases, CancellationToken cancellationToken)
    {
        var latest = new Dictionary<(string Truck, string Kind), (double Lon, double Lat)>();
        if (cases.Count > 0)
        {
            var parameters = new WarehouseParameters { ["trucks"] = cases.Select(c => c.Truck).Distinct(StringComparer.Ordinal).ToArray() };
            await foreach (var (truck, kind, lon, lat) in warehouse.QueryAsync(
                DashboardsSql.Read("Map.TruckIncidents"), parameters, row => (row.GetString(0), row.GetString(1), row.GetDouble(2), row.GetDouble(3)), cancellationToken))
            {
                latest[(truck, kind)] = (lon, lat);
            }
        }

        return cases.Where(c => latest.ContainsKey((c.Truck, c.Kind ?? ""))).ToDictionary(c => c.CaseId, c => latest[(c.Truck, c.Kind ?? "")], StringComparer.Ordinal);
    }
}
