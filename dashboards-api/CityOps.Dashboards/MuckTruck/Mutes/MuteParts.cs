using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>The endpoints of mutes, and what they need beside.</summary>
internal static class MuteParts
{
    public static void AddTo(IScenarioParts parts, string scenario)
    {
        parts.Add(new EndpointsPart(scenario, Policies.SignedIn, ListMutes.Map));
        parts.Add(new EndpointsPart(scenario, Policies.SignedIn, MuteDevice.Map));
        parts.Add(new EndpointsPart(scenario, Policies.SignedIn, LiftMute.Map));
        parts.Add(new EndpointsPart(scenario, Policies.SignedIn, ShowFalseAlarms.Map));
    }

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<MuteRegister>();
        services.AddSingleton<MuteLog>();
        services.AddSingleton<MuteFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<MuteFeed>());
        services.AddHostedService<DismissalMutes>();
    }
}
