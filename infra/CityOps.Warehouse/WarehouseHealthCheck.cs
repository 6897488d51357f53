using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Warehouse;

/// <summary>Ready when the warehouse answers a query in time.</summary>
internal sealed class WarehouseHealthCheck(IWarehouse warehouse, TimeProvider time) : IHealthCheck
{
    /// <summary>An engine that is up answers this within milliseconds, even one that is busy.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // Taking a statement back may wait for the engine too: what hangs is left behind, not waited for.
            await warehouse.ExecuteAsync("SELECT 1", WarehouseParameters.None, ended.Token).WaitAsync(Limit, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (WarehouseException e)
        {
            return HealthCheckResult.Unhealthy("The warehouse does not answer.", e);
        }
        catch (TimeoutException)
        {
            await ended.CancelAsync();
            return HealthCheckResult.Unhealthy(string.Create(
                CultureInfo.InvariantCulture,
                $"The warehouse has not answered SELECT 1 for {Limit.TotalSeconds:0} s: its process hangs. Look at its processor and disk; where neither moves, restart CityOps (or the ClickHouse of CityOps:Warehouse:Url). What arrives meanwhile waits in the log."));
        }
    }
}
