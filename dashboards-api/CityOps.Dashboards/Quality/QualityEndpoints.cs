using CityOps.Pipelines;
using CityOps.Pipelines.Quality;
using CityOps.Pipelines.Trucks;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Quality;

/// <summary>How good the data is: what is missing, what comes late, what is not known. What was refused is told by <c>/dead-letters</c>.</summary>
internal static class QualityEndpoints
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QualityOptions>().Bind(configuration.GetSection(QualityOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(s => new CoverageReader(s.GetRequiredService<IWarehouse>(), OptionsOf(s), LocalZone.Of(configuration)));
        services.AddSingleton(s => new FactsReader(s.GetRequiredService<IWarehouse>()));
        services.AddSingleton(s => new LatenessReader(
            s.GetRequiredService<IWarehouse>(), OptionsOf(s), (configuration.GetSection(TruckOptions.Section).Get<TruckOptions>() ?? new TruckOptions()).LatenessMinutes));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ShowCoverage.Map(api);
        ShowLateness.Map(api);
        ShowFacts.Map(api);
    }

    private static QualityOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<QualityOptions>>().Value;
}
