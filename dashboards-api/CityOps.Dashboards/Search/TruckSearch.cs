using CityOps.Warehouse;

namespace CityOps.Dashboards.Search;

/// <param name="Plate">Empty where the register has none.</param>
internal sealed record RegisteredTruck(string TruckId, string Plate);

/// <summary>Finds registered trucks by plate, id, or the phone of the terminal in them, which is how a gateway's log names them. The phone itself is not told.</summary>
internal sealed class TruckSearch(IServiceProvider services)
{
    private const int ShortestPlate = 3;

    public async Task<IReadOnlyList<RegisteredTruck>> FindAsync(string text, int most, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(IWarehouse)) is not IWarehouse warehouse)
        {
            return [];
        }

        var plain = Plain(text);
        if (plain.Length < ShortestPlate)
        {
            return [];
        }

        var parameters = new WarehouseParameters
        {
            ["text"] = text,
            ["plate"] = plain,
            ["phone"] = plain.All(char.IsAsciiDigit) ? plain.TrimStart('0') : "",
            ["most"] = most,
        };
        var trucks = new List<RegisteredTruck>();
        await foreach (var truck in warehouse.QueryAsync(
            DashboardsSql.Read("Search.Trucks"), parameters, row => new RegisteredTruck(row.GetString(0), row.GetString(1)), cancellationToken))
        {
            trucks.Add(truck);
        }

        return trucks;
    }

    // 沪A·12345 is typed with a dot, a blank or neither.
    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
