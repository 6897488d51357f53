using CityOps.Dashboards.Events;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.Indicators.Facts;
using CityOps.Dashboards.MuckTruck;
using CityOps.Dashboards.Overview;
using CityOps.Dashboards.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards;

/// <summary>What the operations centre works with beside cases: indicators and the big screen.</summary>
internal static class Operations
{
    public static void Add(IServiceCollection services)
    {
        OperationsStore.Add(services);
        services.AddSingleton<CaseChanges>();
        services.AddSingleton<OrderAssignments>();
        services.AddSingleton<FactsFollower>();
        services.AddHostedService(s => s.GetRequiredService<FactsFollower>());
        services.AddSingleton<IndicatorCatalog>();
        services.AddSingleton<IndicatorReports>();
        services.AddSingleton<TodaysFlow>();
        services.AddSingleton<FleetPositions>();
        services.AddSingleton<OverviewReader>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ReadCaseChanges.Map(api);
        ShowIndicators.Map(api);
        DescribeIndicators.Map(api);
        ListIndicatorCases.Map(api);
        ShowOverview.Map(api);
    }
}
