using CityOps.Dashboards.Briefs;
using CityOps.Dashboards.Campaigns;
using CityOps.Dashboards.Events;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.Indicators.Facts;
using CityOps.Dashboards.Intake;
using CityOps.Dashboards.MuckTruck;
using CityOps.Dashboards.Overview;
using CityOps.Dashboards.Shifts;
using CityOps.Dashboards.Storage;
using CityOps.Dashboards.Webhooks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CityOps.Dashboards;

/// <summary>What the operations centre works with beside cases: indicators and the big screen, who is told, handovers, campaigns, briefs and reports from outside.</summary>
internal static class Operations
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection("CityOps:Webhooks")).ValidateDataAnnotations()
            .Validate(
                o => o.AllowedNetworks.All(text => System.Net.IPNetwork.TryParse(text, out _)),
                "CityOps:Webhooks:AllowedNetworks holds networks such as 10.20.0.0/16.")
            .ValidateOnStart();
        services.TryAddSingleton<DateTimeZone>(s => DateTimeZoneProviders.Tzdb[s.GetRequiredService<IOptions<DashboardsOptions>>().Value.TimeZone]);
        OperationsStore.Add(services);
        services.AddSingleton<CaseChanges>();
        services.AddSingleton<OrderAssignments>();
        services.AddSingleton<FactsFollower>();
        services.AddHostedService(s => s.GetRequiredService<FactsFollower>());
        services.AddSingleton<IndicatorCatalog>();
        services.AddSingleton<IndicatorReports>();
        services.AddSingleton<WebhookMessages>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookPlanner>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookService>();
        services.AddHostedService(s => s.GetRequiredService<WebhookService>());
        services.AddSingleton<HandoverDrafts>();
        services.AddSingleton<CampaignSheets>();
        services.AddSingleton<BriefMaker>();
        services.AddTransient<BriefJob>();
        services.AddHostedService<BriefJobs>();
        services.AddSingleton<ServiceRequests>();
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
        WebhookEndpoints.Map(api);
        HandoverEndpoints.Map(api);
        CampaignEndpoints.Map(api);
        ShowBrief.Map(api);
        PlatformEndpoints.Map(api);
        WorkOnReport.Map(api);
    }
}
