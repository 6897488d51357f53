using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Ingest.Jt808.Gateway;
using CityOps.Ingest.Jt808.Media;
using CityOps.Ingest.Jt808.Trucks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808;

public static class Jt808Registration
{
    /// <summary>Adds what any process needs to send again what the gateway put aside, and to show what it kept. After AddCityOpsIngest.</summary>
    public static IServiceCollection AddCityOpsTerminals(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<Jt808Options>().Bind(configuration.GetSection(Jt808Options.Section)).ValidateDataAnnotations()
            .Validate(o => System.Net.IPAddress.TryParse(o.Address, out _), "CityOps:Jt808:Address must be an IP address: 0.0.0.0 for all, 127.0.0.1 for this machine alone.")
            .ValidateOnStart();
        services.AddSingleton<TruckDirectory>();
        services.AddSingleton<TruckDirectoryFeed>();
        services.AddHostedService(s => s.GetRequiredService<TruckDirectoryFeed>());
        services.AddSingleton<PositionMapper>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<IDeadLetterRequeue, Jt808Requeue>();
        services.AddSingleton(s => new MediaStore(
            configuration["CityOps:DataFolder"] ?? "", s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IPayloadSeal>(), s.GetRequiredService<IOptions<Jt808Options>>()));
        return services;
    }

    /// <summary>Adds the gateway itself. After <see cref="AddCityOpsTerminals"/>.</summary>
    public static IServiceCollection AddCityOpsJt808Gateway(this IServiceCollection services)
    {
        services.AddSingleton<Jt808Metrics>();
        services.AddSingleton<AuthCodes>();
        services.AddSingleton(s => new PackageMemory(s.GetRequiredService<IOptions<Jt808Options>>().Value.MaxPackagesMegabytes * 1024L * 1024));
        services.AddSingleton<PositionLane>();
        services.AddSingleton<TerminalSessions>();
        services.AddSingleton<MessageHandler>();
        services.AddSingleton<TerminalConnection>();
        services.AddSingleton<TerminalWatch>();
        services.AddSingleton<Jt808Server>();
        services.AddHostedService(s => s.GetRequiredService<Jt808Server>());
        services.AddSingleton<ITerminalGateway, TerminalGateway>();
        services.AddSingleton<MediaRetention>();
        services.AddHostedService(s => s.GetRequiredService<MediaRetention>());
        return services;
    }
}
