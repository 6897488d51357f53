using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>What mutes need beside their endpoints.</summary>
internal static class MuteServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<MuteRegister>();
        services.AddSingleton<MuteLog>();
        services.AddSingleton<MuteFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<MuteFeed>());
        services.AddHostedService<DismissalMutes>();
    }
}
