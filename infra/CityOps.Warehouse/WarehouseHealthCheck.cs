using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Warehouse;

/// <summary>Ready when the warehouse answers a query.</summary>
internal sealed class WarehouseHealthCheck(IWarehouse warehouse) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await warehouse.ExecuteAsync("SELECT 1", WarehouseParameters.None, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (WarehouseException e)
        {
            return HealthCheckResult.Unhealthy("The warehouse does not answer.", e);
        }
    }
}
