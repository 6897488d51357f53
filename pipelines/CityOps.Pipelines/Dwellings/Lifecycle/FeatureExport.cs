using CityOps.Models.GroupRental;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>Features for notebooks, written by the warehouse itself: one row a dwelling, with what visits found of it, and neither its key nor its place but the town.</summary>
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
        await warehouse.CopyAsync(Sql, parameters, format is ExportFormat.Parquet ? WarehouseFormat.Parquet : WarehouseFormat.ArrowStream, to, cancellationToken);
    }
}
