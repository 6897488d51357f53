using CityOps.Casework;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards;
using CityOps.EventLog;
using CityOps.Host.Composition.Settings;
using CityOps.Host.Demo;
using CityOps.Identity;
using CityOps.Ingest;
using CityOps.Ingest.Bridge;
using CityOps.Ingest.Connections;
using CityOps.Ingest.Http;
using CityOps.Ingest.Jt808;
using CityOps.Pipelines;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CityOps.Host.Composition;

/// <summary>Puts the parts of one process together. It decides nothing that a part could decide itself.</summary>
public static class CityOpsApplication
{
    // A stop waits for the batches in flight; what takes longer is done again at the next start.
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(8);

    public static WebApplication Build(HostSettings settings) => Build(settings, _ => { });

    /// <param name="change">Takes parts away or replaces them, last: for measurements.</param>
    internal static WebApplication Build(HostSettings settings, Action<IServiceCollection> change)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        HostConfiguration.AddTo(builder.Configuration, settings.Folder, FromCommandLine(settings));
        if (settings.Demo)
        {
            DemoSettings.AddTo(builder.Configuration);
        }

        SettingsCheck.Require(builder.Configuration, new ScenarioCatalog(settings.Scenarios));
        builder.WebHost.UseUrls(settings.Addresses);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxConcurrentConnections = ConnectionBudget.Read().Browsers);
        Observability.Add(builder, settings);
        AddServices(builder.Services, builder.Configuration, settings);
        change(builder.Services);

        var app = builder.Build();
        app.UseCityOpsDashboards();
        Map(app, settings.Roles);
        return app;
    }

    private static Dictionary<string, string?> FromCommandLine(HostSettings settings) => new(StringComparer.Ordinal)
    {
        ["CityOps:Demo"] = settings.Demo ? "true" : null,
    };

    // Hosted services start one after another in this order: engine, schemas, consumers, jobs, and what makes events last.
    private static void AddServices(IServiceCollection services, IConfiguration configuration, HostSettings settings)
    {
        settings.First?.Invoke(services);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new ScenarioCatalog(settings.Scenarios));
        services.AddSingleton<ContractCatalog>();
        services.AddCityOpsEventLog(configuration);
        services.AddHealthChecks().AddCheck<DiskHealthCheck>("disk");
        services.AddCityOpsIdentity(configuration);
        services.AddCityOpsWarehouse(configuration);
        services.AddHostedService<SchemaMigrations>();
        services.AddCityOpsIngest(configuration);
        services.AddCityOpsTerminals(configuration);
        services.AddCityOpsPipelines(configuration);
        if (settings.Roles.HasFlag(HostRoles.Ingest))
        {
            services.AddSingleton<IBridgeProgress, BridgeProgress>();
            services.AddCityOpsBridges(configuration);
            services.AddCityOpsJt808Gateway();
        }

        services.AddCityOpsCasework(configuration);
        services.AddCityOpsDashboards(configuration);
        if (settings.Demo)
        {
            services.AddSingleton<DemoTruth>();
            services.AddSingleton<DemoHands>();
            services.AddSingleton<DemoChallenger>();
            services.AddHostedService<DemoDistrict>();
            services.AddHostedService<DemoRoster>();
            services.AddHostedService<DemoShift>();
            services.AddHostedService<DemoVisits>();
            services.AddHostedService<DemoTruckModels>();
        }
    }

    private static void Map(WebApplication app, HostRoles roles)
    {
        Observability.Map(app);
        app.MapDashboards();
        if (roles.HasFlag(HostRoles.Ingest))
        {
            app.MapIngest();
        }
    }
}
