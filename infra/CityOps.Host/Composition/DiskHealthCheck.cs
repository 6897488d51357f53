using System.Globalization;
using CityOps.EventLog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CityOps.Host.Composition;

/// <summary>Degraded while the disk of the data folder is so full that the embedded log takes nothing more.</summary>
internal sealed class DiskHealthCheck(IConfiguration configuration, IOptions<EventLogOptions> options) : IHealthCheck
{
    private const long Mebibyte = 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = new DriveInfo(configuration["CityOps:DataFolder"]!).AvailableFreeSpace / Mebibyte;
        return Task.FromResult(free >= options.Value.MinFreeDiskMb
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture,
                $"The disk of the data folder has {free} MiB left, less than CityOps:EventLog:MinFreeDiskMb ({options.Value.MinFreeDiskMb}): uploads are refused until there is room.")));
    }
}
