using CityOps.Warehouse;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Map;

/// <summary>
/// The middle of every grid cell (网格), WGS-84 degrees, which is all that is told of where a household of it lives. Districts change it seldom and boards ask often: what was read is good for some minutes.
/// </summary>
internal sealed class GridCentres(IServiceProvider services, IOptions<DashboardsOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private (DateTimeOffset At, IReadOnlyDictionary<string, (double Lon, double Lat)> Centres)? _last;

    /// <returns>By the cell's code; a cell of few dwellings, or where nobody lives, is not in it.</returns>
    public async Task<IReadOnlyDictionary<string, (double Lon, double Lat)>> AllAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            // A district that has no cell yet is looked at again at once: its dwellings may be landing.
            if (_last is not { Centres.Count: > 0 } held || time.GetUtcNow() - held.At > Fresh)
            {
                _last = held = (time.GetUtcNow(), await ReadAsync(cancellationToken));
            }

            return held.Centres;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<IReadOnlyDictionary<string, (double Lon, double Lat)>> ReadAsync(CancellationToken cancellationToken)
    {
        var centres = new Dictionary<string, (double Lon, double Lat)>(StringComparer.Ordinal);
        if (services.GetService(typeof(IWarehouse)) is IWarehouse warehouse)
        {
            var parameters = new WarehouseParameters { ["least"] = options.Value.Dashboards.Map.SmallestCell };
            await foreach (var (cell, lon, lat) in warehouse.QueryAsync(
                DashboardsSql.Read("Map.GridCentres"), parameters, row => (row.GetString(0), row.GetDouble(1), row.GetDouble(2)), cancellationToken))
            {
                centres[cell] = (lon, lat);
            }
        }

        return centres;
    }
}
