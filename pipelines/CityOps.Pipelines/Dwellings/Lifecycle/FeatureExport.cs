using System.Security.Cryptography;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>Features for notebooks, written by the warehouse itself: one row a dwelling, with what visits found of it, and neither its key nor its place but the town.</summary>
/// <remarks>A row's key is made with a secret of that one export, which is kept nowhere: two exports cannot be laid side by side.</remarks>
internal sealed class FeatureExport(IWarehouse warehouse, DwellingFeatureStore features, TimeZoneInfo zone, int fewestPeers)
{
    // The features are the very query that scoring reads, so that a notebook sees what the model sees.
    private static readonly string Sql = SqlText.Read("Dwellings.Lifecycle.Sql.ExportFeatures.sql")
        .Replace("/* features */", SqlText.Read("Dwellings.Sql.Features.sql"), StringComparison.Ordinal);

    public async Task WriteAsync(DateTimeOffset asOf, ExportFormat format, Stream to, CancellationToken cancellationToken)
    {
        var window = DwellingWindow.EndingAt(asOf, zone, GroupRentalFeatures.WindowDays);
        await features.SettleAsync(cancellationToken);
        var parameters = DwellingFeatureStore.ParametersOf(window, asOf, zone, fewestPeers);
        parameters["scenario"] = GroupRentalScoringJob.Scenario;
        parameters["secret_low"] = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        parameters["secret_high"] = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        await warehouse.CopyAsync(Sql, parameters, format is ExportFormat.Parquet ? WarehouseFormat.Parquet : WarehouseFormat.ArrowStream, to, cancellationToken);
    }
}
