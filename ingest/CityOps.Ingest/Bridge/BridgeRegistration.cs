using CityOps.EventLog.Progress;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Bridge;

public static class BridgeRegistration
{
    /// <summary>Adds the bridges that <c>CityOps:Bridges</c> names. Needs <see cref="IngestRegistration.AddCityOpsIngest"/> and an <see cref="IBridgeProgress"/>.</summary>
    public static IServiceCollection AddCityOpsBridges(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.GetSection(BridgeOptions.Section).GetChildren().Any())
        {
            return services;
        }

        services.AddOptions<BridgesOptions>().Configure(options => configuration.GetSection(BridgeOptions.Section).Bind(options.Bridges));
        services.AddSingleton<BridgeStatus>();
        services.AddSingleton<BridgeMetrics>();
        services.AddSingleton<BridgeAppender>();
        services.AddSingleton<IConsumerProgress, BridgePositions>();
        services.AddHostedService<BridgeService>();
        services.AddHealthChecks().AddCheck<BridgeHealthCheck>(BridgeHealthCheck.Name);
        return services;
    }
}
