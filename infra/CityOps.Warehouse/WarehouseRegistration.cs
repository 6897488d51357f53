using CityOps.Contracts.Scenarios;
using CityOps.Warehouse.Durability;
using CityOps.Warehouse.Embedded;
using CityOps.Warehouse.Embedded.Handover;
using CityOps.Warehouse.Migrations;
using CityOps.Warehouse.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Warehouse;

public static class WarehouseRegistration
{
    /// <summary>
    /// Adds <see cref="IWarehouse"/>, the migrator, a readiness check and, where no cluster is configured, the embedded engine as a
    /// hosted service (register it before services that use the warehouse when they start). Reads <c>CityOps:Warehouse</c> and <c>CityOps:DataFolder</c>.
    /// </summary>
    public static IServiceCollection AddCityOpsWarehouse(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WarehouseOptions>().Bind(configuration.GetSection("CityOps:Warehouse")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => s.GetRequiredService<IOptions<WarehouseOptions>>().Value);
        services.AddMetrics();
        services.AddSingleton<WarehouseMetrics>();
        services.AddSingleton<WarehouseClient>();
        services.AddSingleton<SharedBodies>();
        services.AddSingleton<IWarehouse, ClickHouseWarehouse>();
        services.AddSingleton<WarehouseMigrator>();
        services.AddSingleton(s => new RetentionDays(s.GetRequiredService<ScenarioCatalog>(), configuration));
        services.AddSingleton<TableRetention>();
        services.AddSingleton<PartSync>();
        services.AddHealthChecks().AddCheck<WarehouseHealthCheck>("warehouse", tags: ["ready"]);

        if (string.IsNullOrEmpty(configuration["CityOps:Warehouse:Url"]))
        {
            services.AddSingleton(s => new EmbeddedWarehouse(
                configuration["CityOps:DataFolder"] ?? throw new InvalidOperationException("CityOps:DataFolder is not set; the embedded warehouse needs a folder."),
                s.GetRequiredService<WarehouseOptions>(),
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<EmbeddedWarehouse>>()));
            services.AddSingleton<IWarehouseEndpoint>(s => s.GetRequiredService<EmbeddedWarehouse>());
            services.AddSingleton<IHostedService>(s => s.GetRequiredService<EmbeddedWarehouse>());
        }
        else
        {
            services.AddSingleton<IWarehouseEndpoint>(s =>
            {
                var options = s.GetRequiredService<WarehouseOptions>();
                return new ConfiguredEndpoint(new WarehouseAddress(new Uri(options.Url), options.User, options.Password, options.Database));
            });
        }

        return services;
    }
}
