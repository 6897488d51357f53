using System.Globalization;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Quality;

/// <summary>Some of the meters, evenly: their keys are random, so the lowest so many are as good as any and lie beside each other.</summary>
/// <param name="Share">(0, 1].</param>
/// <param name="LastMeter">The highest key among them.</param>
internal sealed record MeterSample(double Share, ulong LastMeter)
{
    public static async Task<MeterSample> OfAsync(IWarehouse warehouse, string metersSql, int most, CancellationToken cancellationToken)
    {
        var meters = await warehouse.QueryAsync(metersSql, WarehouseParameters.None, row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), cancellationToken).FirstAsync(cancellationToken);
        return meters <= most ? new MeterSample(1, ulong.MaxValue) : new MeterSample((double)most / meters, (ulong)(most / (double)meters * ulong.MaxValue));
    }
}
